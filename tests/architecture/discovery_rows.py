"""Searches and suggestions: rows of the access matrix."""

DISCOVERY_ROWS = """
get    store/search/                                200 200 200 200 200 200 200 200
get    store/search/suggestions/                    200 200 200 200 200 200 200 200
"""
