"""One's own review, votes and reports: rows of the access matrix. The review is alice's, the hidden one somebody else's."""

REVIEW_ROWS = """
get    store/products/{product_pk}/reviews/mine/    401 200 404 404 404 404 404 404
put    store/products/{product_pk}/reviews/mine/    401 200 201 201 201 201 201 201
delete store/products/{product_pk}/reviews/mine/    401 204 204 204 204 204 204 204
put    store/products/{product_pk}/reviews/{pk}/helpful/ 401 409 200 200 200 200 200 200
delete store/products/{product_pk}/reviews/{pk}/helpful/ 401 204 204 204 204 204 204 204
post   store/products/{product_pk}/reviews/{pk}/report/ 401 409 201 201 201 201 201 201
get    store/products/{product_pk}/reviews/{pk}/ hidden 404 404 404 404 404 404 404 200
put    store/products/{product_pk}/reviews/{pk}/helpful/ hidden 401 404 404 404 404 404 404 404
post   store/products/{product_pk}/reviews/{pk}/report/ hidden 401 404 404 404 404 404 404 404
get    store/vendors/{vendor_pk}/reviews/{pk}/ hidden 401 404 404 404 404 404 404 404
"""
