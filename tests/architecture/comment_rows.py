"""Comments, likes and tags: rows of the access matrix."""

COMMENT_ROWS = """
get    store/products/{product_pk}/comments/        200 200 200 200 200 200 200 200
post   store/products/{product_pk}/comments/        401 201 201 201 201 201 201 201
get    store/products/{product_pk}/comments/{pk}/   200 200 200 200 200 200 200 200
patch  store/products/{product_pk}/comments/{pk}/   401 200 403 403 403 403 403 403
delete store/products/{product_pk}/comments/{pk}/   401 204 403 403 403 403 403 204
put    store/products/{product_pk}/comments/{pk}/like/ 401 200 200 200 200 200 200 200
delete store/products/{product_pk}/comments/{pk}/like/ 401 200 200 200 200 200 200 200
put    store/products/{product_pk}/comments/{pk}/like/ rude 401 409 409 409 409 409 409 409
get    store/products/{product_pk}/comments/{pk}/ rude 200 200 200 200 200 200 200 200
get    store/products/{product_pk}/like/            200 200 200 200 200 200 200 200
put    store/products/{product_pk}/like/            401 200 200 200 200 200 200 200
delete store/products/{product_pk}/like/            401 200 200 200 200 200 200 200
get    store/products/{product_pk}/tags/            200 200 200 200 200 200 200 200
put    store/products/{product_pk}/tags/            401 403 403 403 200 200 403 200
get    store/tags/                                  200 200 200 200 200 200 200 200
"""
COMMENT_BODIES = {
    "store/products/{product_pk}/comments/": {"text": "Fine."},
    "store/products/{product_pk}/comments/{pk}/": {"text": "Fine."},
    "store/products/{product_pk}/tags/": {"tags": ["ripe", "new"]},
}
