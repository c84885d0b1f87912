"""How many rows of each kind the example shop has."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db.models import Model

from likes.models import LikedItem
from store.models import (
    Address,
    Author,
    Book,
    BookAuthor,
    BookFile,
    Collection,
    Comment,
    Company,
    Coupon,
    Customer,
    FavoriteProduct,
    FavoriteVendor,
    Genre,
    LibraryEntry,
    Order,
    PreferredGenre,
    Product,
    ProductImage,
    ProductView,
    Promotion,
    ReturnRequest,
    Review,
    ReviewReport,
    ReviewVote,
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
    BookFile: 96,
    ProductImage: 1111,
    Genre: 12,
    Author: 43,
    Book: 70,
    BookAuthor: 70,
    Book.genres.through: 81,
    PreferredGenre: 120,
    Promotion: 10,
    Coupon: 4,
    Product.promotions.through: 96,
    Tag: 35,
    TaggedItem: 1366,
    LikedItem: 832,
    Order: 150,
    ReturnRequest: 14,
    Review: 400,
    ReviewReport: 1,
    ReviewVote: 855,
    Comment: 110,
    FavoriteProduct: 240,
    FavoriteVendor: 80,
    LibraryEntry: 192,
    ProductView: 234,
}
