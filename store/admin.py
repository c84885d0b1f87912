"""The store in the admin: each concept brings its own."""

from store.books import admin as books
from store.catalog import admin as catalog
from store.comments import admin as comments
from store.customers import admin as customers
from store.library import admin as library
from store.orders import admin as orders
from store.orders import return_admin as returns
from store.payments import admin as payments
from store.payments import ledger_admin as ledger
from store.pricing import admin as pricing
from store.reading import admin as reading
from store.reviews import admin as reviews
from store.sales import admin as sales
from store.sheets import admin as sheets
from store.vendors import admin as vendors

__all__ = [
    "books",
    "catalog",
    "comments",
    "customers",
    "ledger",
    "library",
    "orders",
    "payments",
    "pricing",
    "reading",
    "returns",
    "reviews",
    "sales",
    "sheets",
    "vendors",
]
