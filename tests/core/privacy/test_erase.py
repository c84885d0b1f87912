"""Erasing: the person goes, orders stay."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import DELETION
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session

from core.mail.services import deliver_mail
from core.models import Mail
from core.privacy.erase import erase_person
from core.privacy.registry import entries
from likes.models import LikedItem
from store.models import (
    Address,
    ClaimedCart,
    Company,
    Customer,
    Order,
    OrderItem,
    ProductView,
    Review,
    ReviewReply,
    SearchQuery,
    VendorMember,
)
from tests.builders import (
    make_comment,
    make_member,
    make_order,
    make_product,
    make_user,
    make_vendor,
)
from tests.core.files.stored import is_stored
from tests.core.privacy.person import log, make_person, words_of
from tests.core.privacy.tables import all_rows, found

pytestmark = pytest.mark.django_db
User = get_user_model()


@pytest.mark.parametrize("has_ordered", [True, False])
def test_nothing_in_the_database_tells_of_an_erased_person(has_ordered: bool) -> None:
    person = make_person("zubaida.4711", has_ordered=has_ordered)
    words = words_of(person)
    assert {word for _, word in found(words)} == words

    erase_person(user=person.user)

    assert found(words) == []


@pytest.mark.parametrize("has_ordered", [True, False])
def test_a_strangers_rows_are_not_touched(has_ordered: bool) -> None:
    person = make_person("zubaida.4711", has_ordered=has_ordered)
    stranger = make_person("yamina.4712")
    # Django writes the row of a model the first time it is asked for.
    ContentType.objects.get_for_models(*(entry.model for entry in entries()))
    own = {
        (entry.model._meta.label, row.pk)
        for entry in entries()
        for row in entry.rows(person.user)
    }
    own |= {("admin.LogEntry", entry.pk) for entry in person.logs}
    before = all_rows()

    erase_person(user=person.user)

    after = all_rows()
    changed = {
        (label, pk)
        for label in before
        for pk in before[label] | after[label]
        if before[label].get(pk) != after[label].get(pk)
    }
    assert changed <= own
    assert is_stored(stranger.image)


def test_an_account_that_ordered_is_left_without_anything_of_the_person() -> None:
    person = make_person("zubaida.4711")

    erase_person(user=person.user)

    user = User.objects.get(pk=person.user.pk)
    expected = {
        "username": f"erased-{user.pk}",
        "email": f"erased-{user.pk}@erased.invalid",
        "is_active": False,
        "date_joined": person.user.date_joined,
        "id": person.user.pk,
    }
    for field in User._meta.concrete_fields:
        if field.name != "password":
            value = expected.get(field.name, field.get_default())
            assert (getattr(user, field.name) or None) == (value or None), field.name
    assert not user.has_usable_password()
    customer = Customer.objects.get(user=user)
    assert (customer.pk, str(customer)) == (person.customer.pk, user.username)
    assert (customer.phone, customer.additional_phone) == ("", "")
    assert customer.birth_date is None
    assert customer.tracks_history is False
    assert not ProductView.objects.exists()
    assert not SearchQuery.objects.exists()
    assert not Address.objects.exists()
    assert not ClaimedCart.objects.exists()
    assert not user.groups.exists()
    assert not user.user_permissions.exists()
    assert not LikedItem.objects.exists()
    assert not Session.objects.exists()
    assert not VendorMember.objects.filter(user=user).exists()


def test_a_company_stays_and_says_nothing_of_who_belonged_to_it() -> None:
    person = make_person("zubaida.4711")
    billed = person.order.billed_to

    erase_person(user=person.user)

    assert Company.objects.get() == person.company
    assert not Customer.companies.through.objects.exists()
    assert Order.objects.get().billed_to == billed


def test_orders_and_ratings_stay_as_they_were() -> None:
    person = make_person("zubaida.4711")
    [order], lines = Order.objects.values(), [*OrderItem.objects.values()]
    assert order["delivery_street"] == "1 zubaida Street"

    erase_person(user=person.user)

    assert [*OrderItem.objects.values()] == lines
    blanked = dict.fromkeys(Order.PERSONAL_COLUMNS, "")
    assert Order.objects.values().get() == {**order, **blanked}
    assert Order.objects.get().delivery_line == "Algiers, DZ"
    review = Review.objects.get(pk=person.review.pk)
    assert not Review.objects.filter(pk=person.unrated.pk).exists()
    assert (review.name, review.description) == ("Former customer", "")
    assert (float(review.rating), review.customer) == (4.5, None)
    replies = ReviewReply.objects.values_list("review", "text", "by")
    assert list(replies) == [(person.reply_written.pk, "Thank you.", None)]


@pytest.mark.parametrize("has_ordered", [True, False])
def test_who_never_ordered_goes_altogether_unless_the_admin_log_names_them(
    has_ordered: bool,
) -> None:
    person = make_person("zubaida.4711", has_ordered=has_ordered)
    person.did.delete()

    erase_person(user=person.user)

    assert User.objects.filter(pk=person.user.pk).exists() is has_ordered
    assert Customer.objects.filter(pk=person.customer.pk).exists() is has_ordered


def test_the_admin_log_keeps_who_did_what() -> None:
    person = make_person("zubaida.4711", has_ordered=False)

    erase_person(user=person.user)

    person.did.refresh_from_db()
    assert person.did.user == User.objects.get(username=f"erased-{person.user.pk}")
    assert person.did.object_repr == "Scale"
    for entry in person.logs:
        entry.refresh_from_db()
    assert [entry.object_repr for entry in person.logs] == [
        *["erased"] * 3,
        str(person.workplace),
        "erased",
    ]
    assert person.logs[3].change_message == (
        '[{"added": {"name": "row", "object": "erased"}}]'
    )


def test_the_admin_log_of_somebody_with_a_similar_name_keeps_its_words() -> None:
    person = make_person("zubaida.4711")
    name = person.user.get_full_name()
    words = [f"{name}er", f"el-{name}", "a.zubaida.4711@example.com"]
    logs = [
        log(make_user(), Review(pk=pk, name=word), DELETION)
        for pk, word in enumerate(words, 900_000)
    ]

    erase_person(user=person.user)

    for entry in logs:
        entry.refresh_from_db()
    assert [entry.object_repr for entry in logs] == words


def test_mails_to_them_or_about_them_are_gone_and_others_keep_theirs(
    mailoutbox: list[Any],
) -> None:
    person = make_person("zubaida.4711")
    Mail.objects.create(kind="x", key="code", context={"user_id": person.user.pk})
    waiting = Mail.objects.create(
        kind="order_to_pack",
        key="retried",
        context={"vendor_order_id": person.order.vendor_orders.get().pk},
        recipients=person.user.email,
    )

    erase_person(user=person.user)

    person.shared.refresh_from_db()
    waiting.refresh_from_db()
    assert person.shared.recipients == f"boss{person.user.pk}@example.com"
    assert (person.shared.last_error, waiting.recipients) == ("", "")
    parts = person.order.vendor_orders.values_list("pk", flat=True)
    assert set(Mail.objects.values_list("key", flat=True)) == {
        person.shared.key,
        "retried",
        *(f"order_to_pack:{pk}" for pk in parts),
    }
    for mail in Mail.objects.all():
        deliver_mail(key=mail.key)
    assert mailoutbox == []


def test_nobody_is_written_to_at_an_erased_address(mailoutbox: list[Any]) -> None:
    user = make_user()
    make_order(user.customer)
    erase_person(user=user)
    late = make_order(Customer.objects.get(user=user.pk))

    assert not deliver_mail(key=f"order_placed:{late.pk}")

    assert Mail.objects.get(key=f"order_placed:{late.pk}").status == "skipped"
    assert mailoutbox == []


@pytest.mark.parametrize("taken", ["username", "email"])
def test_nobody_stops_an_erasure_by_taking_its_name(taken: str) -> None:
    user = make_user()
    make_order(user.customer)
    name = f"erased-{user.pk}"
    value = name if taken == "username" else f"{name}@erased.invalid"
    other = make_user(**{"username": "squatter", taken: value})

    erase_person(user=user)

    user.refresh_from_db()
    assert user.username.startswith(f"{name}-")
    assert user.email == f"{user.username}@erased.invalid"
    other.refresh_from_db()
    assert getattr(other, taken) == value


def test_an_account_called_like_an_erased_one_is_erased_like_any_other() -> None:
    user = make_user("erased-1", email="erased-1@erased.invalid")

    erase_person(user=user)

    assert not User.objects.exists()


def test_erasing_costs_the_same_for_two_rows_and_for_twenty(
    django_assert_max_num_queries: Any,
) -> None:
    # Read the first time they are asked for.
    ContentType.objects.get_for_models(*(entry.model for entry in entries()))
    counts = []
    for rows in (2, 20):
        user = make_user()
        make_order(user.customer, *((make_product(), 1) for _ in range(rows)))
        for _ in range(rows):
            LikedItem.objects.create(user=user, content_object=make_product())
            LikedItem.objects.create(user=user, content_object=make_comment())
            make_comment(customer=user.customer)
            Address.objects.create(customer=user.customer, street="S", city="C")
            make_member(make_vendor(make_user()), user)
        with django_assert_max_num_queries(130) as captured:
            erase_person(user=user)
        counts.append(len(captured))
    assert counts[0] == counts[1]
