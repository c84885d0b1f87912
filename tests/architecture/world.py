"""A small world with something of everybody's in it, and a request for every route."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.apps import apps
from djoser.utils import encode_uid
from rest_framework_simplejwt.tokens import RefreshToken

from store.models import Vendor
from store.vendors.services import issue_token
from tests.builders import (
    PASSWORD,
    make_address,
    make_cart,
    make_collection,
    make_company,
    make_entry,
    make_image,
    make_import,
    make_invitation,
    make_member,
    make_order,
    make_product,
    make_review,
    make_search,
    make_vendor,
    make_view,
    picture,
    upload,
)

SECRETS = (
    "0555-alices-phone",
    "Veras secret draft",
    "alice@example.com",
    "9 Rue d'Alice",
    "Veras suspended shop",
    "Veras next shop",
    "what alice searched",
    "Alices company",
)


def make_world(people: SimpleNamespace) -> SimpleNamespace:
    """Alice bought, reviewed and filled a cart; vera's shop has a product and a draft.

    Her second shop is suspended, her third waits for approval.
    """
    shelf = make_collection("Shelf")
    ordered = make_product("Ordered", collection=shelf, vendor=people.shop)
    product = make_product("Product", collection=shelf, vendor=people.shop)
    draft = make_product(
        SECRETS[1], collection=shelf, vendor=people.shop, is_published=False
    )
    customer = people.alice.customer
    customer.phone = SECRETS[0]
    customer.save()
    company = make_company(customer, name=SECRETS[7])
    cart = make_cart((product, 2))
    own = make_cart((product, 3), customer=customer)
    order = make_order(customer, (ordered, 1))
    make_entry(customer, product)
    return SimpleNamespace(
        shelf=shelf,
        empty_shelf=make_collection("Empty"),
        product=product,
        draft=draft,
        image=make_image(product),
        review=make_review(product, customer=customer),
        cart=cart,
        line=cart.items.get(),
        own=own,
        own_line=own.items.get(),
        address=make_address(customer, street=SECRETS[3]),
        company=company,
        order=order,
        part=order.vendor_orders.get(),
        sold=order.items.get(),
        shop=people.shop,
        closed=make_shop(people, SECRETS[4], "suspended"),
        asking=make_shop(people, SECRETS[5], "pending"),
        brought=make_import(people.shop),
        packer=people.shop.members.get(user=people.sam),
        boss=people.shop.members.get(user=people.vera),
        invitation=(offer := make_invitation(people.shop, people.bob.email)),
        token=issue_token(invitation=offer),
        viewed=make_view(customer, product),
        searched=make_search(customer, SECRETS[6]),
        alice=people.alice,
        bob=people.bob,
        refresh=str(RefreshToken.for_user(people.bob)),
    )


def make_shop(people: SimpleNamespace, name: str, status: str) -> Vendor:
    """Another one with the same members."""
    shop = make_vendor(status=status, shop_name=name)
    for member in people.shop.members.all():
        make_member(shop, member.user, member.role)
    return shop


def address(route: str, world: SimpleNamespace, target: str = "") -> str:
    """The route with the keys of the world's rows in it; `target` is the last one."""
    keys: dict[str, Any] = {
        "store/products/": world.product,
        "store/products/{product_pk}/images/": world.image,
        "store/products/{product_pk}/reviews/": world.review,
        "store/collections/": world.empty_shelf,
        "store/vendors/": world.shop,
        "store/vendors/{vendor_pk}/products/": world.product,
        "store/vendors/{vendor_pk}/members/": world.packer,
        "store/vendors/{vendor_pk}/invitations/": world.invitation,
        "store/vendors/{vendor_pk}/imports/": world.brought,
        "store/vendors/{vendor_pk}/orders/": world.part,
        "store/vendors/{vendor_pk}/reviews/": world.review,
        "store/vendors/{vendor_pk}/orders/{order_pk}/items/": world.sold,
        "store/carts/": world.cart,
        "store/carts/mine/items/": world.own_line,
        "store/carts/{cart_pk}/items/": world.line,
        "store/customers/": world.bob.customer,
        "store/customers/me/addresses/": world.address,
        "store/customers/me/favorites/products/": world.product,
        "store/customers/me/favorites/vendors/": world.shop,
        "store/customers/me/history/searched/": world.searched,
        "store/companies/": world.company,
        "store/orders/": world.order,
        "auth/users/": world.bob,
    }
    parent, found, _ = route.partition("{pk}")
    row = getattr(world, target) if target else keys.get(parent)
    path = route.replace("{product_pk}", str(world.product.pk))
    path = path.replace("{vendor_pk}", str(world.shop.pk))
    path = path.replace("{product_id}", str(world.viewed.product_id))
    path = path.replace("{order_pk}", str(world.part.pk))
    path = path.replace("{cart_pk}", str(world.cart.pk)).replace(
        "{id}", str(world.bob.pk)
    )
    return "/" + (path.replace("{pk}", str(row.pk)) if found else path)


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
        "store/products/": product,
        "store/products/{pk}/": product,
        "store/products/{product_pk}/images/": {"image": picture()},
        "store/products/{product_pk}/images/{pk}/": {"image": picture()},
        "store/products/{product_pk}/reviews/": {"description": "Fine."},
        "store/products/{product_pk}/reviews/{pk}/": {"description": "Fine."},
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
        "store/companies/": {"name": "New", "tax_number": "1"},
        "store/companies/{pk}/": {"name": "New", "tax_number": "1"},
        "store/orders/": {"cart_id": str(world.cart.pk)},
        "store/orders/{pk}/": {"payment_status": "C"},
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
    }
    if verb == "delete":
        return {"current_password": PASSWORD} if route.startswith("auth/") else {}
    return bodies.get(route, {})


def everything() -> dict[str, list[Any]]:
    """Every row of the project's own apps: equal before and after, or something changed."""
    own = ("core", "store", "tags", "likes")
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in own
    }
