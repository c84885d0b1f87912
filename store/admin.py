"""The store in the admin: each concept brings its own."""

from store.catalog import admin as catalog
from store.customers import admin as customers
from store.library import admin as library
from store.orders import admin as orders
from store.reviews import admin as reviews
from store.sales import admin as sales
from store.sheets import admin as sheets
from store.vendors import admin as vendors

__all__ = [
    "catalog",
    "customers",
    "library",
    "orders",
    "reviews",
    "sales",
    "sheets",
    "vendors",
]
