"""Promotions, coupons and totals: rows of the access matrix."""

PRICING_ROWS = """
get    store/promotions/                            200 200 200 200 200 200 200 200
post   store/promotions/                            401 403 403 403 403 403 403 201
get    store/promotions/{pk}/                       200 200 200 200 200 200 200 200
get    store/promotions/{pk}/                  over 404 404 404 404 404 404 404 200
patch  store/promotions/{pk}/                       401 403 403 403 403 403 403 200
delete store/promotions/{pk}/                       401 403 403 403 403 403 403 204
get    store/coupons/                               401 403 403 403 403 403 403 200
post   store/coupons/                               401 403 403 403 403 403 403 201
get    store/coupons/{pk}/                          401 403 403 403 403 403 403 200
patch  store/coupons/{pk}/                          401 403 403 403 403 403 403 200
delete store/coupons/{pk}/                          401 403 403 403 403 403 403 204
get    store/vendors/{vendor_pk}/promotions/        401 404 404 403 200 200 404 200
post   store/vendors/{vendor_pk}/promotions/        401 404 404 403 201 201 404 201
get    store/vendors/{vendor_pk}/promotions/{pk}/   401 404 404 403 200 200 404 200
patch  store/vendors/{vendor_pk}/promotions/{pk}/   401 404 404 403 200 200 404 200
delete store/vendors/{vendor_pk}/promotions/{pk}/   401 404 404 403 204 204 404 204
get    store/vendors/{vendor_pk}/promotions/{pk}/ over 401 404 404 403 404 404 404 404
get    store/vendors/{vendor_pk}/coupons/           401 404 404 403 200 200 404 200
post   store/vendors/{vendor_pk}/coupons/           401 404 404 403 201 201 404 201
get    store/vendors/{vendor_pk}/coupons/{pk}/      401 404 404 403 200 200 404 200
patch  store/vendors/{vendor_pk}/coupons/{pk}/      401 404 404 403 200 200 404 200
delete store/vendors/{vendor_pk}/coupons/{pk}/      401 404 404 403 204 204 404 204
get    store/carts/mine/totals/                     401 200 200 200 200 200 200 200
get    store/carts/{pk}/totals/                     200 200 200 200 200 200 200 200
get    store/carts/{pk}/totals/                 own 404 200 404 404 404 404 404 404
"""
