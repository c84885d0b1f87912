"""Recommendations: rows of the access matrix."""

RECOMMENDATION_ROWS = """
get    store/products/for-you/                      401 200 200 200 200 200 200 200
get    store/products/{product_pk}/related/         200 200 200 200 200 200 200 200
"""
