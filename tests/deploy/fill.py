"""Products to read and buy, one a book with a sample, and a token of the staff; prints what a client needs."""

from __future__ import annotations

import json
import sys

import django

django.setup()

from rest_framework_simplejwt.tokens import AccessToken  # noqa: E402

from tests.book_files import make_book_file  # noqa: E402
from tests.builders import make_collection, make_product, make_user  # noqa: E402

if __name__ == "__main__":
    shelf = make_collection("Shelf")
    products = [make_product(collection=shelf, inventory=9_000_000) for _ in range(20)]
    make_book_file(products[0], is_sample=True, content=b"%PDF-0123456789")
    staff = make_user("staff", is_staff=True, is_superuser=True)
    filled = {
        "products": [product.pk for product in products],
        "collection": shelf.pk,
        "token": str(AccessToken.for_user(staff)),
    }
    json.dump(filled, sys.stdout)
