"""Somebody who left a trace in everything the store can hold."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from importlib import import_module
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from core.codes.models import Purpose
from core.codes.services import issue_code
from core.mail.choices import MailStatus
from core.models import Mail
from core.sessions.services import rotate_token, start_session
from likes.models import LikedItem
from store.models import (
    ClaimedCart,
    Download,
    FavoriteProduct,
    FavoriteVendor,
    LibraryEntry,
    RemovedRow,
    Review,
    ReviewReply,
)
from store.orders.choices import OrderStatus
from store.orders.moves import move_items
from store.vendors.choices import Role
from tests.app_passwords import give_app_password
from tests.builders import (
    make_address,
    make_cart,
    make_company,
    make_member,
    make_order,
    make_product,
    make_review,
    make_search,
    make_user,
    make_vendor,
    make_view,
    picture,
)
from tests.core.privacy.comments import add_comments
from tests.mark_builders import make_mark

THEN = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)

# Two pieces at 10.00 and ten percent of tax.
PRICED = {
    "promotion_id": None,
    "promotion_description": "",
    "promotion_discount": "0.00",
    "coupon_discount": "0.00",
    "tax_rate": "0.1000",
    "tax": "2.00",
    "total": "22.00",
}


def make_person(username: str, *, has_ordered: bool = True) -> SimpleNamespace:
    """The words of a person are made from the username, so that they can be looked for."""
    word = username.split(".")[0]
    user = make_user(
        username,
        first_name=f"{word}first",
        last_name=f"{word}läst",
        phone_number=number_of(word, 1),
        profile_image=picture(),
        last_login=THEN,
        date_joined=THEN,
    )
    customer = user.customer
    customer.phone = f"{word}-phone"
    customer.additional_phone = f"{word}-second-phone"
    customer.birth_date = date(1990, 4, 12)
    address = make_address(
        customer,
        label="Home",
        name=user.get_full_name(),
        street=f"1 {word} Street",
        phone=number_of(word, 2),
    )
    customer.default_billing_address = customer.default_shipping_address = address
    customer.save()
    product = make_product(f"Product for {username[-4:]}")
    company = make_company(customer, name=f"Company {user.pk}", tax_number=str(user.pk))
    order = make_order(customer, (product, 2)) if has_ordered else None
    if order is not None:
        order.bill_to(company)
        order.save()
        move_items(items=order.items.all(), to=OrderStatus.PACKED, by=user)
    person = SimpleNamespace(
        word=word,
        user=user,
        customer=customer,
        address=address,
        product=product,
        company=company,
        order=order,
        image=user.profile_image.name,
    )
    add_rights(person)
    add_sign_ins(person)
    add_talk(person)
    add_comments(person)
    add_shops(person)
    add_mails(person)
    add_logs(person)
    return person


def number_of(word: str, digit: int) -> str:
    return f"+21355{digit}{sum(map(ord, word)) % 1_000_000:06}"


def delivered(person: SimpleNamespace) -> dict[str, str]:
    """What their order says of where it went."""
    return {
        "delivery_name": f"{person.word}first {person.word}läst",
        "delivery_phone": number_of(person.word, 2),
        "delivery_additional_phone": "",
        "delivery_street": f"1 {person.word} Street",
        "delivery_city": "Algiers",
        "delivery_zip": "",
        "delivery_region": "",
        "delivery_country": "DZ",
    }


def words_of(person: SimpleNamespace) -> set[str]:
    """What must not be found anywhere once they are erased."""
    return {
        *(person.user.username, person.user.email, person.word),
        *(person.user.first_name, person.user.last_name),
        *(number_of(person.word, 1), number_of(person.word, 2)),
    }


def add_rights(person: SimpleNamespace) -> None:
    person.user.groups.add(Group.objects.get_or_create(name="Packers")[0])
    person.user.user_permissions.add(Permission.objects.get(codename="view_history"))
    engine = import_module(settings.SESSION_ENGINE)
    session = engine.SessionStore()
    session["_auth_user_id"] = str(person.user.pk)
    session.create()


def add_sign_ins(person: SimpleNamespace) -> None:
    """A phone that is signed in and was refreshed once, and a code on its way."""
    token = start_session(user=person.user, device=f"{person.word}'s phone")
    rotate_token(text=str(token))
    issue_code(user=person.user, purpose=Purpose.RESET_PASSWORD)
    give_app_password(person.user, f"{person.word}'s reader")


def add_talk(person: SimpleNamespace) -> None:
    person.review = make_review(
        person.product,
        customer=person.customer,
        name=person.user.get_full_name(),
        description=f"Write to {person.user.email}.",
        rating="4.5",
    )
    person.reply_received = ReviewReply.objects.create(
        review=person.review, text=f"Thank you, {person.word}."
    )
    person.reply_written = ReviewReply.objects.create(
        review=make_review(customer=make_user().customer),
        text="Thank you.",
        by=person.user,
    )
    person.unrated = make_review(
        customer=person.customer, name=person.word, description=person.word
    )
    person.cart = make_cart((person.product, 2), customer=person.customer)
    person.claimed = ClaimedCart.objects.create(pk=uuid4(), customer=person.customer)
    marked = {"customer": person.customer, "product": person.product}
    person.held = LibraryEntry.objects.create(**marked)
    person.download = Download.objects.create(entry=person.held)
    person.mark = make_mark(person.held, note=f"{person.word}'s thought")
    person.given = LibraryEntry.objects.create(
        customer=make_user().customer, product=person.product, granted_by=person.user
    )
    person.favorites = [
        FavoriteProduct.objects.create(**marked),
        FavoriteVendor.objects.create(customer=person.customer, vendor=make_vendor()),
    ]
    person.removed = RemovedRow.objects.create(
        customer=person.customer, kind="order", key=77, updated_at=datetime.now(UTC)
    )
    person.view = make_view(person.customer, person.product)
    person.search = make_search(person.customer, f"{person.word}'s book")
    person.like = LikedItem.objects.create(
        user=person.user, content_object=person.product
    )


def add_shops(person: SimpleNamespace) -> None:
    key = person.user.pk
    person.shop = make_vendor(
        person.user,
        shop_name=f"Shop {key}",
        slug=f"shop-of-{key}",
        contact=person.user.get_full_name(),
        email=person.user.email,
        address=f"1 {person.word} Street",
    )
    person.workplace = make_vendor(
        make_user(), shop_name=f"Workplace {key}", slug=f"workplace-{key}"
    )
    person.job = make_member(person.workplace, person.user, Role.STAFF)


def add_mails(person: SimpleNamespace) -> None:
    """About them, to them with words in it, to them alone, and to others as well."""
    key, to = person.user.pk, person.user.email
    sent = {"kind": "order_to_pack", "status": MailStatus.SENT, "created_at": THEN}
    letter = {"to": [to], "subject": "S", "text": f"Dear {person.word}", "html": ""}
    person.reset = Mail.objects.create(
        kind="rendered", key=f"account:{key}", context=letter
    )
    person.note = Mail.objects.create(
        **sent, key=f"note:{key}", recipients=to.upper(), subject=person.word
    )
    person.shared = Mail.objects.create(
        **sent,
        key=f"shared:{key}",
        recipients=f"{to}, boss{key}@example.com",
        last_error=f"450 {to}",
        subject="To pack",
    )


def add_logs(person: SimpleNamespace) -> None:
    """Of the admin: by them, and by the boss about their rows."""
    boss = make_user(is_staff=True)
    person.did = log(person.user, make_product("Scale"), CHANGE)
    person.logs = [
        log(boss, person.user, CHANGE, "phone_number"),
        log(boss, person.customer, ADDITION, str(person.address)),
        log(boss, person.review, CHANGE),
        log(boss, person.workplace, ADDITION, str(person.job)),
        # Of rows that are gone.
        log(boss, Review(pk=999_999, name=person.user.get_full_name()), DELETION),
    ]


def log(by: Any, row: Model, flag: int, inline: str = "") -> LogEntry:
    detail = {"name": "row", "object": inline} if inline else {}
    return LogEntry.objects.create(
        user=by,
        content_type=ContentType.objects.get_for_model(row),
        object_id=str(row.pk),
        object_repr=row.name if isinstance(row, Review) else str(row),
        action_flag=flag,
        change_message=json.dumps([{"added": detail}]),
    )
