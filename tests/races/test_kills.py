"""Processes are killed in the middle of checkouts and of payments: nothing is lost or doubled.

    KILLS=200 DATABASE_URL=mysql://root@127.0.0.1:3306/kills \\
        python -m pytest -s tests/races/test_kills.py

kills as often and prints what happened; docs/reliability.md has the figures.
"""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import SystemRandom
from threading import Event, Thread
from typing import Any
from uuid import uuid4

import pytest
import requests
from django.core.management import call_command
from django.db import connection
from django.db.models import Sum

from core.mail.models import Mail
from store.models import (
    Cart,
    LedgerEntry,
    Order,
    OrderItem,
    Payment,
    PaymentEvent,
    Product,
    UnappliedPayment,
)
from store.orders.checkout import place_order
from store.payments.online import begin_online
from store.shared.retrying import retried
from tests.builders import PASSWORD, make_cart, make_product, make_user, make_vendor
from tests.chargily.server import ChargilyServer
from tests.processes import (
    Process,
    Redis,
    celery_beat,
    celery_worker,
    environment,
    free_port,
    gunicorn,
    running,
    wait_until,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.mariadb]

KILLS = int(os.environ.get("KILLS", "4"))
BUYERS = 4
STOCK = 100_000
METHODS = ("", "cash_on_delivery", "manual")
chance = SystemRandom()


class Buyer(Thread):
    """Fills a cart and orders it, again and again, until told to stop.

    Each order has a key of its own, with which it is asked for until there is an answer.
    """

    def __init__(self, address: str, products: list[Product], stop: Event) -> None:
        super().__init__(daemon=True)
        self.address, self.products, self.stop = address, products, stop
        self.user = make_user()
        self.answers: dict[str, int] = {}
        self.wanted: dict[str, dict[int, int]] = {}
        self.seen: Counter[str] = Counter()
        self.session = requests.Session()

    def run(self) -> None:
        try:
            token = self.until_answered(
                "/auth/jwt/create/",
                {"username": self.user.username, "password": PASSWORD},
            )
            self.session.headers["Authorization"] = f"JWT {token['access']}"
            while not self.stop.is_set():
                self.buy()
        finally:
            connection.close()

    def buy(self) -> None:
        lines = {p.pk: chance.randint(1, 3) for p in chance.sample(self.products, 3)}
        goods = [(p, lines[p.pk]) for p in self.products if p.pk in lines]
        cart = retried(make_cart)(*goods)
        key = str(uuid4())
        self.wanted[key] = lines
        body = {"cart_id": str(cart.pk), "payment_method": chance.choice(METHODS)}
        order = self.until_answered("/store/orders/", body, key=key)
        self.answers[key] = order["id"]

    def until_answered(self, path: str, body: Any, *, key: str = "") -> Any:
        headers = {"Idempotency-Key": key} if key else {}
        while True:
            try:
                answer = self.session.post(
                    self.address + path, json=body, headers=headers, timeout=30
                )
            except requests.RequestException:
                self.seen["killed under it"] += 1
                time.sleep(0.05)
                continue
            if answer.status_code in {409, 503}:
                self.seen[answer.json()["code"]] += 1
                time.sleep(0.05)
                continue
            assert answer.status_code in {200, 201}, answer.text
            if answer.headers.get("Idempotent-Replayed"):
                self.seen["replayed"] += 1
            return answer.json()


def kill_children(process: Process) -> None:
    """What does the work, at any moment; its parent starts others."""
    time.sleep(chance.uniform(0, 0.3))
    for child in process.children():
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


@pytest.fixture
def env(tmp_path: Path, transactional_db: None) -> dict[str, str]:
    return environment(MEDIA_ROOT=str(tmp_path), EMAIL_HOST="", EMAIL_PORT="9")


@pytest.fixture
def shop() -> list[Product]:
    vendors = [make_vendor(), make_vendor(), None]
    return [make_product(vendor=v, inventory=STOCK) for v in vendors for _ in range(2)]


def test_a_web_process_killed_in_the_middle_of_checkouts_loses_and_doubles_nothing(
    env: dict[str, str], shop: list[Product], tmp_path: Path
) -> None:
    port, stop = free_port(), Event()
    address = f"http://127.0.0.1:{port}"
    buyers = [Buyer(address, shop, stop) for _ in range(BUYERS)]
    with running(gunicorn(port, env=env, log=tmp_path / "web.log")) as web:
        for buyer in buyers:
            buyer.start()

        def one_more() -> Callable[[], bool]:
            before = sum(len(buyer.answers) for buyer in buyers)
            return lambda: sum(len(b.answers) for b in buyers) > before

        for _ in range(KILLS):
            wait_until(one_more())
            kill_children(web)
        stop.set()
        for buyer in buyers:
            buyer.join(timeout=60)
            assert not buyer.is_alive()

    answers = {key: pk for buyer in buyers for key, pk in buyer.answers.items()}
    wanted = {key: lines for buyer in buyers for key, lines in buyer.wanted.items()}
    seen = sum((buyer.seen for buyer in buyers), Counter[str]())
    print(f"\n{KILLS} kills, {len(answers)} orders, {dict(seen)}")
    assert seen["killed under it"] > 0
    assert answers.keys() == wanted.keys()
    assert sorted(answers.values()) == sorted(
        Order.objects.values_list("pk", flat=True)
    )
    for key, order in answers.items():
        lines = OrderItem.objects.filter(order=order)
        assert dict(lines.values_list("product", "quantity")) == wanted[key]
    refuse_lost_stock(shop)
    assert not Cart.objects.exists()
    placed = Mail.objects.filter(kind="order_placed")
    assert placed.count() == len(answers)
    cash = Payment.objects.filter(method="cash_on_delivery")
    due = OrderItem.objects.filter(order__payment_method="cash_on_delivery")
    assert cash.aggregate(Sum("amount")) == {
        "amount__sum": due.aggregate(total=Sum("total"))["total"]
    }
    call_command("check_ledger")


def refuse_lost_stock(products: list[Product]) -> None:
    for product in products:
        product.refresh_from_db()
        sold = OrderItem.objects.filter(product=product).aggregate(n=Sum("quantity"))
        assert product.inventory + (sold["n"] or 0) == STOCK


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    server = Redis(tmp_path)
    yield server
    server.kill()


def test_a_worker_killed_in_the_middle_of_payments_books_each_once(
    env: dict[str, str],
    redis: Redis,
    shop: list[Product],
    chargily: ChargilyServer,
    tmp_path: Path,
) -> None:
    env |= {name: str(value) for name, value in chargily.settings().items()}
    env |= {"REDIS_URL": redis.url}
    port = free_port()
    hook = f"http://127.0.0.1:{port}/store/payments/chargily/webhook/"
    buyer = make_user().customer
    paid: list[int] = []
    with (
        running(gunicorn(port, env=env, log=tmp_path / "web.log")),
        running(celery_beat(env=env, log=tmp_path / "beat.log")),
        running(celery_worker(env=env, log=tmp_path / "worker.log")) as worker,
    ):

        def pay_some() -> None:
            """Three more orders."""
            hooks = []
            for _ in range(3):
                payment = begin_online(
                    order=place(buyer, shop), by=None, webhook_url=hook
                )
                paid.append(payment.pk)
                hooks.append(chargily.pay(payment.provider_id or ""))
            # The worker spends most of its time waiting for Chargily, as it would.
            chargily.hang_next(0.05, works=True, times=3)
            hooks += chance.sample(hooks, 1)  # a duplicate
            for webhook in hooks:
                assert webhook.send() == 200

        for _ in range(KILLS):
            pay_some()
            kill_children(worker)
        wait_until(lambda: not waiting(), seconds=120)

    payments = Payment.objects.filter(pk__in=paid)
    retried = PaymentEvent.objects.filter(attempts__gt=1).count()
    print(f"\n{KILLS} kills, {len(paid)} payments, {retried} taken up again")
    assert Counter(payments.values_list("status", flat=True)) == {"paid": len(paid)}
    assert set(Order.objects.values_list("payment_status", flat=True)) == {"C"}
    sales = LedgerEntry.objects.filter(kind="sale")
    assert sales.count() == OrderItem.objects.count() == 3 * len(paid)
    received = payments.aggregate(total=Sum("amount"))["total"]
    assert LedgerEntry.objects.balance() == received
    assert not UnappliedPayment.objects.exists()
    refuse_lost_stock(shop)
    call_command("check_ledger")


def waiting() -> bool:
    return PaymentEvent.objects.filter(processed_at=None).exists()


def place(customer: Any, products: list[Product]) -> Order:
    cart = make_cart(*((product, 1) for product in products[:3]))
    return place_order(cart_id=cart.pk, customer=customer)
