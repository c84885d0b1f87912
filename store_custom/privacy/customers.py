"""What the store holds about a customer: profile, wishes, what they looked at and hold."""

from __future__ import annotations

from typing import Any

from core.privacy.registry import PersonalData, Rows, delete, register
from store.models import (
    Address,
    Cart,
    CartItem,
    ClaimedCart,
    Customer,
    CustomerClock,
    Download,
    FavoriteProduct,
    FavoriteVendor,
    LibraryEntry,
    Mark,
    PreferredGenre,
    ProductView,
    RemovedRow,
    SearchQuery,
)


def blank_customer(rows: Rows, user: Any) -> None:
    rows.update(
        phone="",
        additional_phone="",
        birth_date=None,
        tracks_history=False,
        views_kept_since=None,
        searches_kept_since=None,
        default_billing_address=None,
        default_shipping_address=None,
    )


def end_holding(rows: Rows, user: Any) -> None:
    """In one statement: nobody is left who is to be told."""
    rows._raw_delete(rows.db)


def forget_who_gave(rows: Rows, user: Any) -> None:
    rows.update(granted_by=None)


register(
    PersonalData(
        "customer",
        Customer,
        rows=lambda user: Customer.objects.filter(user=user.pk).select_related("user"),
        on_erase=blank_customer,
    ),
    PersonalData(
        "last_change",
        CustomerClock,
        rows=lambda user: CustomerClock.objects.for_user(user),
        on_erase=delete,
        in_admin_log=False,
    ),
    PersonalData(
        "taken_out_of_lists",
        RemovedRow,
        rows=lambda user: RemovedRow.objects.for_user(user),
        on_erase=delete,
        in_admin_log=False,
    ),
    PersonalData(
        "addresses",
        Address,
        rows=lambda user: Address.objects.for_user(user),
        on_erase=delete,
    ),
    PersonalData(
        "companies",
        Customer.companies.through,
        rows=lambda user: Customer.companies.through.objects.filter(
            customer__user=user.pk
        ).order_by("pk"),
        on_erase=delete,
        named=frozenset({"company"}),
        in_admin_log=False,
    ),
    PersonalData(
        "favorite_products",
        FavoriteProduct,
        rows=lambda user: FavoriteProduct.objects.for_user(user).select_related(
            "product"
        ),
        on_erase=delete,
        named=frozenset({"product"}),
    ),
    PersonalData(
        "preferred_genres",
        PreferredGenre,
        rows=lambda user: (
            PreferredGenre.objects.filter(customer__user=user.pk)
            .select_related("genre")
            .order_by("pk")
        ),
        on_erase=delete,
        named=frozenset({"genre"}),
    ),
    PersonalData(
        "favorite_vendors",
        FavoriteVendor,
        rows=lambda user: FavoriteVendor.objects.for_user(user).select_related(
            "vendor"
        ),
        on_erase=delete,
        named=frozenset({"vendor"}),
    ),
    PersonalData(
        "cart",
        Cart,
        rows=lambda user: Cart.objects.for_user(user),
        on_erase=delete,
    ),
    PersonalData(
        "cart_lines",
        CartItem,
        rows=lambda user: CartItem.objects.for_user(user).select_related("product"),
        on_erase=delete,
        named=frozenset({"product"}),
    ),
    PersonalData(
        "claimed_carts",
        ClaimedCart,
        rows=lambda user: ClaimedCart.objects.for_user(user).order_by("at"),
        on_erase=delete,
        in_admin_log=False,
    ),
    PersonalData(
        "views",
        ProductView,
        rows=lambda user: ProductView.objects.for_user(user).select_related("product"),
        on_erase=delete,
        named=frozenset({"product"}),
        in_admin_log=False,
    ),
    PersonalData(
        "searches",
        SearchQuery,
        rows=lambda user: SearchQuery.objects.for_user(user),
        on_erase=delete,
        hidden=frozenset({"digest"}),
        in_admin_log=False,
    ),
    PersonalData(
        "held_items",
        LibraryEntry,
        rows=lambda user: LibraryEntry.objects.for_user(user).select_related(
            "customer__user", "product"
        ),
        on_erase=end_holding,
        hidden=frozenset({"granted_by"}),
        named=frozenset({"product"}),
    ),
    PersonalData(
        "downloads",
        Download,
        rows=lambda user: (
            Download.objects.for_user(user)
            .select_related("edition__book__product")
            .order_by("pk")
        ),
        on_erase=delete,
        named=frozenset({"edition"}),
        in_admin_log=False,
    ),
    PersonalData(
        "marks",
        Mark,
        rows=lambda user: Mark.objects.for_user(user).order_by("pk"),
        on_erase=delete,
        named=frozenset({"product"}),
        in_admin_log=False,
    ),
    PersonalData(
        "held_items_given",
        LibraryEntry,
        rows=lambda user: LibraryEntry.objects.filter(granted_by=user.pk),
        on_erase=forget_who_gave,
        hidden=frozenset({"customer", "granted_by"}),
        named=frozenset({"product"}),
        in_admin_log=False,
    ),
)
