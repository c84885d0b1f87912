"""How many rows of each kind the example shop has."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db.models import Model

from likes.models import LikedItem
from store.models import (
    Address,
    Collection,
    Company,
    Customer,
    FavoriteProduct,
    FavoriteVendor,
    LibraryEntry,
    Order,
    Product,
    ProductImage,
    Promotion,
    Review,
    Vendor,
    VendorMember,
)
from tags.models import Tag, TaggedItem

COUNTS: dict[type[Model], int] = {
    get_user_model(): 68,
    Customer: 68,
    Address: 54,
    Company: 6,
    Customer.companies.through: 11,
    Vendor: 14,
    VendorMember: 26,
    Collection: 14,
    Product: 1111,
    ProductImage: 1111,
    Promotion: 8,
    Product.promotions.through: 96,
    Tag: 35,
    TaggedItem: 1366,
    LikedItem: 480,
    Order: 150,
    Review: 400,
    FavoriteProduct: 240,
    FavoriteVendor: 80,
    LibraryEntry: 120,
}
