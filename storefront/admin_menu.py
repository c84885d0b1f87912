"""The sidebar of the admin: who may see a list finds it, in the group of its purpose."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse

# Group: title, icon and model of each list.
LISTS = {
    "Catalogue": [
        ("Products", "inventory_2", "store.product"),
        ("Collections", "shelves", "store.collection"),
        ("Promotions", "percent", "store.promotion"),
        ("Imports", "upload_file", "store.productimport"),
    ],
    "Sales": [
        ("Orders", "receipt_long", "store.order"),
        ("Vendor orders", "local_shipping", "store.vendororder"),
        ("Held items", "library_books", "store.libraryentry"),
    ],
    "People": [
        ("Customers", "shopping_bag", "store.customer"),
        ("Companies", "domain", "store.company"),
        ("Vendors", "storefront", "store.vendor"),
        ("Users", "person", "core.user"),
        ("Groups", "group", "auth.group"),
    ],
    "Talk": [("Reviews", "reviews", "store.review")],
    "Platform": [("Mails", "mail", "core.mail")],
    "Generic": [
        ("Tags", "label", "tags.tag"),
        ("Likes", "favorite", "likes.likeditem"),
    ],
}
PAGES = [("View site", "home", "home"), ("API docs", "api", "docs")]


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    seen = visible_models(request)
    groups: list[dict[str, Any]] = [
        {"items": [page(*entry) | {"active": False} for entry in PAGES]}
    ]
    for title, lists in LISTS.items():
        items = [
            page(name, icon, f"admin:{model.replace('.', '_')}_changelist")
            for name, icon, model in lists
            if model in seen
        ]
        if items:
            groups.append({"title": title, "items": items})
    return groups


def visible_models(request: HttpRequest) -> set[str]:
    """The models whose lists this user may open; an app may not be installed at all."""
    return {
        model._meta.label_lower
        for model, pages in admin.site._registry.items()
        if pages.has_view_permission(request)
    }


def page(title: str, icon: str, name: str) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": reverse(name)}


def favicon(request: HttpRequest) -> str:
    return static("core/favicon.svg")


def style(request: HttpRequest) -> str:
    return static("store/admin.css")
