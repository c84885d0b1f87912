"""Feeds for reader apps, and app passwords: rows of the access matrix.

By HTTP Basic: tests/core/app_passwords, tests/store/opds.
"""

OPDS_ROWS = """
get    opds/                                        200 200 200 200 200 200 200 200
get    opds/new/                                    200 200 200 200 200 200 200 200
get    opds/popular/                                200 200 200 200 200 200 200 200
get    opds/search/                                 200 200 200 200 200 200 200 200
get    opds/genres/                                 200 200 200 200 200 200 200 200
get    opds/genres/{pk}/                            200 200 200 200 200 200 200 200
get    opds/authors/                                200 200 200 200 200 200 200 200
get    opds/authors/{pk}/                           200 200 200 200 200 200 200 200
get    opds/authors/{pk}/                secret_author 404 404 404 404 404 404 404 404
get    opds/publications/{pk}/                      200 200 200 200 200 200 200 200
get    opds/publications/{pk}/                draft 404 404 404 404 404 404 404 404
get    opds/authentication/                         200 200 200 200 200 200 200 200
get    opds/library/                                401 200 200 200 200 200 200 200
get    opds/library/{pk}/                           401 200 404 404 404 404 404 404
get    opds/library/{pk}/{kind}/             401 200 404 404 404 404 404 404
get    auth/app-passwords/                          401 200 200 200 200 200 200 200
post   auth/app-passwords/                          401 201 201 201 201 201 201 201
delete auth/app-passwords/{pk}/                     401 204 404 404 404 404 404 404
"""
