"""The sidebar of the admin: who may see a list finds it, in the group of its purpose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse

from store.models import Refund, ReviewReport, UnappliedPayment

# Group: title, icon and model of each list.
LISTS = {
    "Catalogue": [
        ("Products", "inventory_2", "store.product"),
        ("Files of books", "menu_book", "store.bookfile"),
        ("Collections", "shelves", "store.collection"),
        ("Genres", "category", "store.genre"),
        ("Authors", "edit_note", "store.author"),
        ("Promotions", "percent", "store.promotion"),
        ("Coupons", "confirmation_number", "store.coupon"),
        ("Imports", "upload_file", "store.productimport"),
    ],
    "Sales": [
        ("Orders", "receipt_long", "store.order"),
        ("Vendor orders", "local_shipping", "store.vendororder"),
        ("Returns", "assignment_return", "store.returnrequest"),
        ("Held items", "library_books", "store.libraryentry"),
    ],
    "Money": [
        ("Payments", "payments", "store.payment"),
        ("Refunds", "undo", "store.refund"),
        ("Unapplied payments", "help_center", "store.unappliedpayment"),
        ("Payment events", "webhook", "store.paymentevent"),
        ("Ledger", "account_balance", "store.ledgerentry"),
        ("Payouts", "payments", "store.payout"),
    ],
    "People": [
        ("Customers", "shopping_bag", "store.customer"),
        ("Companies", "domain", "store.company"),
        ("Vendors", "storefront", "store.vendor"),
        ("Users", "person", "core.user"),
        ("Groups", "group", "auth.group"),
    ],
    "Talk": [
        ("Reviews", "reviews", "store.review"),
        ("Reports of reviews", "flag", "store.reviewreport"),
        ("Comments", "forum", "store.comment"),
    ],
    "Platform": [("Mails", "mail", "core.mail")],
    "Generic": [
        ("Tags", "label", "tags.tag"),
        ("Likes", "favorite", "likes.likeditem"),
    ],
}
# How many rows of a list wait for somebody.
WAITING: dict[str, Callable[[], int]] = {
    "store.reviewreport": lambda: ReviewReport.objects.waiting().count(),
    "store.refund": lambda: Refund.objects.owed().count(),
    "store.unappliedpayment": lambda: UnappliedPayment.objects.waiting().count(),
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
            | badge(model)
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


def badge(model: str) -> dict[str, Any]:
    """The number beside a list, if anything waits there."""
    count = WAITING[model]() if model in WAITING else 0
    return {"badge": count, "badge_variant": "warning"} if count else {}


def favicon(request: HttpRequest) -> str:
    return static("core/favicon.svg")


def style(request: HttpRequest) -> str:
    return static("store/admin.css")
