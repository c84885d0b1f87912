"""Orders and how they are paid: rows of the access matrix."""

ORDER_ROWS = """
get    store/vendors/{vendor_pk}/orders/            401 404 404 200 200 200 404 200
get    store/vendors/{vendor_pk}/orders/{pk}/       401 404 404 200 200 200 404 200
post   store/vendors/{vendor_pk}/orders/{pk}/advance/ 401 404 404 200 200 200 404 200
patch  store/vendors/{vendor_pk}/orders/{order_pk}/items/{pk}/ 401 404 404 200 200 200 404 200
get    store/orders/                                401 200 200 200 200 200 200 200
post   store/orders/                                401 201 201 201 201 201 201 201
get    store/orders/{pk}/                           401 200 404 404 404 404 404 200
patch  store/orders/{pk}/                           401 403 403 403 403 403 403 200
delete store/orders/{pk}/                           401 403 403 403 403 403 403 204
post   store/orders/{pk}/cancel/                    401 200 404 404 404 404 404 403
get    store/orders/{order_pk}/returns/             401 200 404 404 404 404 404 200
post   store/orders/{order_pk}/returns/             401 201 404 404 404 404 404 403
post   store/orders/{order_pk}/returns/{pk}/withdraw/ 401 200 404 404 404 404 404 403
get    store/vendors/{vendor_pk}/returns/           401 404 404 200 200 200 404 200
get    store/vendors/{vendor_pk}/returns/{pk}/      401 404 404 200 200 200 404 200
get    store/vendors/{vendor_pk}/returns/{pk}/ asked_store 401 404 404 404 404 404 404 404
post   store/vendors/{vendor_pk}/returns/{pk}/accept/ 401 404 404 200 200 200 404 200
post   store/vendors/{vendor_pk}/returns/{pk}/refuse/ 401 404 404 200 200 200 404 200
get    store/returns/                               401 403 403 403 403 403 403 200
get    store/returns/{pk}/                          401 403 403 403 403 403 403 200
get    store/returns/{pk}/                    asked 401 403 403 403 403 403 403 200
post   store/returns/{pk}/accept/                   401 403 403 403 403 403 403 200
post   store/returns/{pk}/refuse/                   401 403 403 403 403 403 403 200
get    store/vendors/{vendor_pk}/ledger/            401 404 404 403 200 200 404 200
post   store/vendors/{vendor_pk}/ledger/            401 404 404 403 403 403 404 201
get    store/vendors/{vendor_pk}/ledger/summary/    401 404 404 403 200 200 404 200
get    store/vendors/{vendor_pk}/payouts/           401 404 404 403 200 200 404 200
post   store/vendors/{vendor_pk}/payouts/           401 404 404 403 403 403 404 201
get    store/vendors/{vendor_pk}/payouts/{pk}/      401 404 404 403 200 200 404 200
post   store/vendors/{vendor_pk}/payouts/{pk}/pay/  401 404 404 403 403 403 404 200
get    store/vendors/{vendor_pk}/payouts/{pk}/statement/ 401 404 404 403 200 200 404 200
get    store/vendors/{vendor_pk}/payouts/{payout_pk}/rows/ 401 404 404 403 200 200 404 200
get    store/ledger/summary/                        401 403 403 403 403 403 403 200
post   store/payments/chargily/webhook/             403 403 403 403 403 403 403 403
"""
