"""A good body for every route of the access matrix."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from djoser.utils import encode_uid

from tests.architecture.book_rows import BOOK_BODIES
from tests.architecture.comment_rows import COMMENT_BODIES
from tests.architecture.mark_rows import mark_bodies
from tests.architecture.progress_rows import PROGRESS_BODIES
from tests.architecture.reading_bodies import reading_bodies
from tests.builders import PASSWORD, picture, upload


def body(verb: str, route: str, world: SimpleNamespace, username: str) -> Any:
    """A good body for the verb on the route; uploads are multipart."""
    product = {
        "title": "New",
        "slug": "new",
        "inventory": 1,
        "unit_price": 2,
        "collection": world.shelf.pk,
    }
    link = {"uid": encode_uid(world.bob.pk), "token": "no-such-token"}
    bodies: dict[str, dict[str, Any]] = {
        **reading_bodies(),
        **mark_bodies(world),
        **COMMENT_BODIES,
        **PROGRESS_BODIES,
        "store/products/": product,
        "store/products/{pk}/": product,
        "store/products/{product_pk}/images/": {"image": picture()},
        "store/products/{product_pk}/images/{pk}/": {"image": picture()},
        "store/products/{product_pk}/reviews/": {"description": "Fine."},
        "store/products/{product_pk}/reviews/{pk}/": {"description": "Fine."},
        "store/products/{product_pk}/reviews/mine/": {"rating": 4.5},
        "store/products/{product_pk}/reviews/{pk}/report/": {"reason": "untrue"},
        "store/collections/": {"title": "New"},
        "store/collections/{pk}/": {"title": "New"},
        "store/vendors/": {"shop_name": "New shop"},
        "store/vendors/{pk}/": {"description": "New."},
        "store/vendors/invitations/accept/": {"token": world.token},
        "store/vendors/{vendor_pk}/products/": product,
        "store/vendors/{vendor_pk}/products/{pk}/": product,
        "store/vendors/{vendor_pk}/products/bulk/": {
            "items": [{"id": world.draft.pk, "inventory": 7}]
        },
        "store/vendors/{vendor_pk}/imports/": {
            "file": upload(b"id,title\n1,x\n"),
            "dry_run": "false",
        },
        "store/vendors/{vendor_pk}/ledger/": {"amount": "-1.50", "note": "A fee."},
        "store/vendors/{vendor_pk}/payouts/": {"note": "November"},
        "store/vendors/{vendor_pk}/payouts/{pk}/pay/": {"reference": "CCP 7"},
        "store/vendors/{vendor_pk}/members/": {
            "email": "nour@example.com",
            "role": "staff",
        },
        "store/vendors/{vendor_pk}/members/{pk}/": {"role": "manager"},
        "store/vendors/{pk}/suspend/": {"reason": "Late."},
        "store/vendors/{pk}/reject/": {"reason": "No address."},
        "store/carts/mine/items/": {"product_id": world.product.pk, "quantity": 1},
        "store/carts/mine/items/{pk}/": {"quantity": 5},
        "store/carts/{cart_pk}/items/": {
            "product_id": world.product.pk,
            "quantity": 1,
        },
        "store/carts/{cart_pk}/items/{pk}/": {"quantity": 5},
        "store/customers/": {"email": "new@example.com"},
        "store/customers/me/": {"phone": "1"},
        "store/customers/me/addresses/": {"street": "S", "city": "C"},
        "store/customers/me/addresses/{pk}/": {"street": "S", "city": "C"},
        "store/customers/{pk}/": {"phone": "1", "item_ids": [world.draft.pk]},
        "store/customers/{pk}/add_item/": {"item_id": world.product.pk},
        "store/customers/{pk}/remove_item/": {"item_id": world.product.pk},
        "store/products/{product_pk}/add_customer/": {
            "customer_id": world.alice.customer.pk
        },
        "store/products/{product_pk}/remove_customer/": {
            "customer_id": world.alice.customer.pk
        },
        "store/vendors/{vendor_pk}/orders/{order_pk}/items/{pk}/": {"status": "packed"},
        "store/vendors/{vendor_pk}/reviews/{pk}/reply/": {"text": "Thank you."},
        "store/orders/{order_pk}/returns/": {
            "items": [world.unasked.pk],
            "reason": "damaged",
        },
        "store/vendors/{vendor_pk}/returns/{pk}/accept/": {"restock": False},
        "store/vendors/{vendor_pk}/returns/{pk}/refuse/": {"note": "Used."},
        "store/returns/{pk}/accept/": {},
        "store/returns/{pk}/refuse/": {"note": "Used."},
        "store/companies/": {"name": "New", "tax_number": "1"},
        "store/companies/{pk}/": {"name": "New", "tax_number": "1"},
        "store/orders/": {"cart_id": str(world.cart.pk)},
        "store/orders/{pk}/": {"payment_status": "C"},
        "store/promotions/": {"description": "New", "discount": 5},
        "store/promotions/{pk}/": {"discount": 5},
        "store/coupons/": {"code": "new-one", "amount": 5},
        "store/coupons/{pk}/": {"is_active": False},
        "store/vendors/{vendor_pk}/promotions/": {"description": "New", "discount": 5},
        "store/vendors/{vendor_pk}/promotions/{pk}/": {"discount": 5},
        "store/vendors/{vendor_pk}/coupons/": {"code": "new-one", "amount": 5},
        "store/vendors/{vendor_pk}/coupons/{pk}/": {"is_active": False},
        "store/orders/{order_pk}/payments/": {"method": "manual"},
        "store/orders/{order_pk}/payments/{pk}/collect/": {"held_by": "vendor"},
        "store/orders/{order_pk}/payments/{pk}/record/": {"reference": "CCP 7"},
        "store/refunds/{pk}/pay/": {"paid_by": "store"},
        "store/payments/unapplied/{pk}/refund/": {"reference": "CCP 8"},
        "auth/jwt/create/": {"username": "bob", "password": PASSWORD},
        "auth/jwt/refresh/": {"refresh": world.refresh},
        "auth/jwt/verify/": {"token": world.refresh},
        "auth/email/verify/": {"email": "bob@example.com", "code": "WRONGXX"},
        "auth/email/resend/": {"email": "bob@example.com"},
        "auth/password/forgot/": {"email": "bob@example.com"},
        "auth/password/reset/": {
            "email": "bob@example.com",
            "code": "WRONGXX",
            "new_password": PASSWORD,
        },
        "auth/app-passwords/": {"name": "Reader"},
        "auth/users/": {
            "username": "newcomer",
            "email": "newcomer@example.com",
            "password": PASSWORD,
        },
        "auth/users/{id}/": {"email": "changed@example.com"},
        "auth/users/me/": {"email": "changed@example.com"},
        "auth/users/activation/": link,
        "auth/users/resend_activation/": {"email": "bob@example.com"},
        "auth/users/reset_password/": {"email": "bob@example.com"},
        "auth/users/reset_password_confirm/": {**link, "new_password": PASSWORD},
        "auth/users/reset_username/": {"email": "bob@example.com"},
        "auth/users/reset_username_confirm/": {**link, "new_username": "bobby"},
        "auth/users/set_password/": {
            "current_password": PASSWORD,
            "new_password": PASSWORD + "x",
        },
        "auth/users/set_username/": {
            "current_password": PASSWORD,
            "new_username": f"{username}-renamed",
        },
        **BOOK_BODIES,
    }
    if verb == "delete":
        return {"current_password": PASSWORD} if route.startswith("auth/") else {}
    return bodies.get(route, {})
