"""What the store and the likes hold about a person, and what becomes of it.

Said in words in docs/privacy.md.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps

from core.privacy.registry import (
    Keep,
    PersonalData,
    Rows,
    before_erasing,
    delete,
    register,
)
from store.models import (
    Address,
    Cart,
    CartItem,
    Customer,
    FavoriteProduct,
    FavoriteVendor,
    LibraryEntry,
    Order,
    OrderItem,
    ProductView,
    Review,
    ReviewReply,
    SearchQuery,
    StatusChange,
    Vendor,
    VendorCustomer,
    VendorInvitation,
    VendorMember,
    VendorOrder,
    VendorStatusChange,
)
from store.vendors.errors import SoleOwnerWithOpenOrders
from store.vendors.services import close_down, lock_owned, solely_owned

SOLD = Keep(
    "What was sold, when and for how much: the store and its vendors answer for it."
)
FORMER_CUSTOMER = "Former customer"


@before_erasing
def refuse_while_orders_wait(user: Any) -> None:
    """Raises SoleOwnerWithOpenOrders."""
    lock_owned(user=user)
    parts = VendorOrder.objects.filter(vendor__in=solely_owned(user=user)).open()
    waiting = Vendor.objects.filter(pk__in=parts.values("vendor")).order_by("pk")
    if waiting:
        raise SoleOwnerWithOpenOrders(
            [{"id": shop.pk, "shop_name": shop.shop_name} for shop in waiting]
        )


@before_erasing
def wait_for_checkouts(user: Any) -> None:
    """An order that is being placed is seen, and a later one finds nobody to be for."""
    list(Customer.objects.select_for_update().filter(user=user.pk))


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


def forget_words(rows: Rows, user: Any) -> None:
    """The rating counts on, the words and whose they were are gone."""
    rows.filter(rating__isnull=True).delete()
    rows.update(customer=None, name=FORMER_CUSTOMER, description="")


def forget_who(rows: Rows, user: Any) -> None:
    rows.update(by=None)


def forget_who_gave(rows: Rows, user: Any) -> None:
    rows.update(granted_by=None)


def close_shops(rows: Rows, user: Any) -> None:
    close_down(
        vendors=Vendor.objects.filter(pk__in=list(rows.values_list("pk", flat=True)))
    )


def forget_who_decided(rows: Rows, user: Any) -> None:
    rows.update(by=None)


register(
    PersonalData(
        "customer",
        Customer,
        rows=lambda user: Customer.objects.filter(user=user.pk).select_related("user"),
        on_erase=blank_customer,
    ),
    PersonalData(
        "addresses",
        Address,
        rows=lambda user: Address.objects.for_user(user),
        on_erase=delete,
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
        "orders",
        Order,
        rows=lambda user: Order.objects.for_user(user),
        on_erase=SOLD,
        mail_keys=lambda orders: [f"order_placed:{order.pk}" for order in orders],
    ),
    PersonalData(
        "order_parts",
        VendorOrder,
        rows=lambda user: VendorOrder.objects.filter(order__customer__user=user.pk),
        on_erase=SOLD,
        named=frozenset({"vendor"}),
    ),
    PersonalData(
        "order_lines",
        OrderItem,
        rows=lambda user: OrderItem.objects.filter(order__customer__user=user.pk),
        on_erase=SOLD,
        named=frozenset({"vendor"}),
    ),
    PersonalData(
        "status_changes",
        StatusChange,
        rows=lambda user: StatusChange.objects.filter(
            item__order__customer__user=user.pk
        ),
        on_erase=SOLD,
        hidden=frozenset({"by"}),
    ),
    PersonalData(
        "status_changes_made",
        StatusChange,
        rows=lambda user: StatusChange.objects.filter(by=user.pk),
        on_erase=forget_who,
        hidden=frozenset({"by"}),
        in_admin_log=False,
    ),
    PersonalData(
        "held_items",
        LibraryEntry,
        rows=lambda user: LibraryEntry.objects.for_user(user).select_related(
            "customer__user", "product"
        ),
        on_erase=delete,
        hidden=frozenset({"granted_by"}),
        named=frozenset({"product"}),
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
    PersonalData(
        "reviews",
        Review,
        rows=lambda user: Review.objects.filter(customer__user=user.pk).select_related(
            "product"
        ),
        on_erase=forget_words,
        named=frozenset({"product"}),
    ),
    PersonalData(
        "review_replies",
        ReviewReply,
        rows=lambda user: ReviewReply.objects.filter(
            review__customer__user=user.pk
        ).order_by("pk"),
        on_erase=delete,  # it answers words that are gone, and may name the person
        hidden=frozenset({"by"}),
    ),
    PersonalData(
        "review_replies_written",
        ReviewReply,
        rows=lambda user: ReviewReply.objects.filter(by=user.pk).order_by("pk"),
        on_erase=forget_who,
        hidden=frozenset({"by"}),
        in_admin_log=False,
    ),
    PersonalData(
        "bought_from_vendors",
        VendorCustomer,
        rows=lambda user: VendorCustomer.objects.filter(
            customer__user=user.pk
        ).select_related("vendor"),
        on_erase=SOLD,
        named=frozenset({"vendor"}),
        in_admin_log=False,
    ),
    PersonalData(
        "memberships",
        VendorMember,
        rows=lambda user: VendorMember.objects.filter(user=user.pk).select_related(
            "user"
        ),
        on_erase=delete,
        named=frozenset({"vendor"}),
    ),
    PersonalData(
        "invitations",
        VendorInvitation,
        rows=lambda user: VendorInvitation.objects.for_address(user.email),
        on_erase=delete,
        hidden=frozenset({"digest"}),
        named=frozenset({"vendor"}),
        mail_keys=lambda offers: [f"vendor_invitation:{offer.pk}" for offer in offers],
        in_admin_log=False,
    ),
    PersonalData(
        "vendor_decisions",
        VendorStatusChange,
        rows=lambda user: VendorStatusChange.objects.filter(by=user.pk),
        on_erase=forget_who_decided,
        named=frozenset({"vendor"}),
        in_admin_log=False,
    ),
    # After the memberships that say whose they are: erasing goes backwards.
    PersonalData(
        "shops",
        Vendor,
        rows=lambda user: solely_owned(user=user),
        on_erase=close_shops,
        in_admin_log=False,
    ),
)

if apps.is_installed("likes"):
    from likes.models import LikedItem

    register(
        PersonalData(
            "likes",
            LikedItem,
            rows=lambda user: (
                LikedItem.objects.filter(user=user.pk)
                .select_related("user")
                .prefetch_related("content_object")
                .order_by("pk")
            ),
            on_erase=delete,
            named=frozenset({"content_type"}),
        )
    )
