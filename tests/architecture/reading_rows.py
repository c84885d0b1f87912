"""Files of books: rows of the access matrix."""

READING_ROWS = """
get    store/products/{product_pk}/files/           200 200 200 200 200 200 200 200
post   store/products/{product_pk}/files/           401 403 403 403 202 202 403 202
get    store/products/{product_pk}/files/{pk}/      200 200 200 200 200 200 200 200
delete store/products/{product_pk}/files/{pk}/      401 403 403 403 204 204 403 204
get    store/products/{product_pk}/files/{pk}/ old_file 404 404 404 404 200 200 404 200
get    store/products/{product_pk}/sample/          200 200 200 200 200 200 200 200
get    store/customers/me/library/                  401 200 200 200 200 200 200 200
get    store/customers/me/library/{pk}/             401 200 404 404 404 404 404 404
post   store/customers/me/library/{pk}/download/    401 200 404 404 404 404 404 404
get    store/downloads/{pk}/                        200 200 200 200 200 200 200 200
get    store/downloads/{pk}/                 forged 404 404 404 404 404 404 404 404
"""
