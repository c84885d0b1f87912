"""What the client makes of Chargily's answers, field by field."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from store.payments.chargily import (
    Balance,
    ChargilyUnusable,
    Checkout,
    Wallet,
    expire_checkout,
    read_balance,
    read_checkout,
)
from tests.chargily.server import ChargilyServer
from tests.store.payments.making import make_checkout


def test_a_new_checkout_is_pending_and_has_an_address(chargily: ChargilyServer) -> None:
    before = datetime.now(UTC).replace(microsecond=0)

    checkout = make_checkout()

    assert isinstance(checkout, Checkout)
    assert list(chargily.checkouts) == [checkout.id]
    assert checkout.status == "pending"
    assert checkout.amount == 50_000
    assert checkout.currency == "dzd"
    assert checkout.livemode is False
    assert checkout.fees == Decimal(1250)
    assert checkout.metadata == {"payment": "42"}
    assert checkout.invoice_id is None
    assert checkout.checkout_url == (
        f"{chargily.origin}/test/checkouts/{checkout.id}/pay"
    )
    assert checkout.created_at is not None
    assert before <= checkout.created_at <= datetime.now(UTC)
    assert checkout.updated_at == checkout.created_at


@pytest.mark.parametrize(
    ("does", "status"),
    [
        ("pay", "paid"),
        ("fail", "failed"),
        ("cancel", "canceled"),
        ("expire", "expired"),
    ],
)
def test_what_the_buyer_did_is_read(
    chargily: ChargilyServer, does: str, status: str
) -> None:
    checkout = make_checkout()

    getattr(chargily, does)(checkout.id)

    assert read_checkout(id=checkout.id).status == status
    assert chargily.asked() == ["POST checkouts", f"GET checkouts/{checkout.id}"]


def test_what_chargily_says_now_is_read_whatever_was_asked_for(
    chargily: ChargilyServer,
) -> None:
    checkout = make_checkout()
    chargily.change(
        checkout.id,
        amount=1,
        currency="usd",
        metadata={"payment": "43"},
        invoice_id="01hj0p5s3ygy2mx1czg2wzcc4x",
        livemode=True,
        created_at=1703144567,
        fees=12.5,
        new_field={"of": "theirs"},
    )

    read = read_checkout(id=checkout.id)

    assert (read.amount, read.currency, read.livemode) == (1, "usd", True)
    assert read.metadata == {"payment": "43"}
    assert read.invoice_id == "01hj0p5s3ygy2mx1czg2wzcc4x"
    assert read.created_at == datetime(2023, 12, 21, 7, 42, 47, tzinfo=UTC)
    assert read.fees == Decimal("12.5")


def test_a_checkout_without_what_is_not_needed_is_read(
    chargily: ChargilyServer,
) -> None:
    checkout = make_checkout(metadata={})
    kept = chargily.checkouts[checkout.id]
    for name in ("fees", "invoice_id", "created_at", "updated_at", "checkout_url"):
        del kept[name]

    read = read_checkout(id=checkout.id)

    assert kept["metadata"] == []
    assert read.metadata == {}
    assert (read.fees, read.invoice_id, read.checkout_url) == (None, None, None)
    assert (read.created_at, read.updated_at) == (None, None)


def test_the_link_and_the_mode_are_read_as_webhooks_write_them(
    chargily: ChargilyServer,
) -> None:
    checkout = make_checkout()
    kept = chargily.checkouts[checkout.id]
    kept["url"] = kept.pop("checkout_url")
    kept["livemode"] = "false"

    assert read_checkout(id=checkout.id) == checkout


@pytest.mark.parametrize("name", ["id", "status", "amount", "currency", "livemode"])
@pytest.mark.parametrize("value", [None, [], {}, 1.5, -7, "", "é\x00"])
def test_a_checkout_with_a_needed_field_that_is_wrong_is_unusable(
    chargily: ChargilyServer, name: str, value: Any
) -> None:
    checkout = make_checkout()
    chargily.change(checkout.id, **{name: value})

    with pytest.raises(ChargilyUnusable, match=f"{name} of the checkout is unusable"):
        read_checkout(id=checkout.id)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[
            ("amount", True),
            ("amount", 10**12),
            ("amount", "50000"),
            ("livemode", "no"),
        ],
        *[("metadata", [{"payment": "42"}]), ("metadata", "x"), ("fees", "many")],
        *[("fees", "1e400"), ("fees", "NaN"), ("fees", [1]), ("invoice_id", 5)],
        *[("created_at", "today"), ("created_at", 10**30), ("updated_at", 1.5)],
        *[("checkout_url", "javascript:alert(1)"), ("checkout_url", "http://a b")],
        *[("checkout_url", 7), ("status", "PAID\n"), ("currency", "dinars")],
    ],
)
def test_a_checkout_with_a_field_of_the_wrong_kind_is_unusable(
    chargily: ChargilyServer, name: str, value: Any
) -> None:
    checkout = make_checkout()
    chargily.change(checkout.id, **{name: value})

    with pytest.raises(ChargilyUnusable, match=f"{name} of the checkout is unusable"):
        read_checkout(id=checkout.id)


def test_a_new_checkout_without_an_address_is_unusable(
    chargily: ChargilyServer,
) -> None:
    chargily.garble_next(
        b'{"id": "01", "status": "pending", "amount": 50000, "currency": "dzd",'
        b' "livemode": false}'
    )

    with pytest.raises(ChargilyUnusable, match="checkout_url"):
        make_checkout()


def test_another_checkout_than_the_one_asked_for_is_unusable(
    chargily: ChargilyServer,
) -> None:
    checkout = make_checkout()
    chargily.change(checkout.id, id=make_checkout().id)

    with pytest.raises(ChargilyUnusable, match="another checkout"):
        read_checkout(id=checkout.id)


@pytest.mark.parametrize(
    "wrong", ["", "../balance", "a/b", "a?b", "é", "a" * 65, "%2e"]
)
def test_nothing_is_asked_about_what_cannot_be_an_id(
    chargily: ChargilyServer, wrong: str
) -> None:
    for call in (read_checkout, expire_checkout):
        with pytest.raises(ChargilyUnusable, match="no checkout has such an id"):
            call(id=wrong)

    assert chargily.requests == []


def test_the_balance_is_read_with_its_numbers_that_are_texts(
    chargily: ChargilyServer,
) -> None:
    assert read_balance() == Balance(
        livemode=False,
        wallets=(
            Wallet("dzd", Decimal(50_000), Decimal(40_000), Decimal(10_000)),
            Wallet("usd", Decimal(0), Decimal(0), Decimal(0)),
        ),
    )


@pytest.mark.parametrize("wallets", [None, {}, [1], [{"currency": "dzd"}]])
def test_a_balance_of_another_shape_is_unusable(
    chargily: ChargilyServer, wallets: Any
) -> None:
    chargily.balance["wallets"] = wallets

    with pytest.raises(ChargilyUnusable):
        read_balance()
