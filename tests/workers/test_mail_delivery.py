"""What is promised arrives once, whatever dies on the way."""

from __future__ import annotations

import os
import random
import signal
import time

import pytest

from core.mail.choices import MailStatus
from core.models import Mail
from tests.mail_server import MailServer
from tests.processes import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def mails_of(order: int) -> list[str]:
    return [
        f"Order {order}: 1 item to pack for Vera's",
        f"Your order {order} at Storefront",
    ]


def sent() -> int:
    return Mail.objects.filter(status=MailStatus.SENT).count()


def test_an_order_is_confirmed_by_a_worker_and_the_buyer_does_not_wait(
    shop, postbox, start_worker
):
    start_worker()
    postbox.postbox.delay = 2

    started = time.monotonic()
    order = shop.order()
    answered = time.monotonic() - started

    wait_until(lambda: len(postbox.postbox.messages) == 2)
    assert answered < 2
    assert postbox.postbox.subjects() == mails_of(order)
    assert {message["To"] for message in postbox.postbox.messages} == {
        "alice@example.com",
        "vera@example.com",
    }


@pytest.mark.parametrize("victim", ["child", "worker"])
def test_a_worker_killed_while_it_sends_loses_no_mail(
    shop, postbox, start_worker, beat, victim
):
    worker = start_worker()
    postbox.postbox.delay = 2
    order = shop.order()
    wait_until(lambda: postbox.postbox.began)

    if victim == "child":
        for child in worker.children():
            os.kill(child, signal.SIGKILL)
    else:
        worker.kill()
        start_worker()
    postbox.postbox.delay = 0

    wait_until(lambda: sent() == 2)
    assert sorted(set(postbox.postbox.subjects())) == mails_of(order)
    assert postbox.postbox.began >= 3
    repeated = {message["Message-ID"] for message in postbox.postbox.messages}
    assert len(repeated) == 2


def test_an_order_placed_while_the_broker_is_down_is_confirmed_when_it_is_back(
    shop, postbox, start_worker, beat, redis
):
    start_worker()
    redis.kill()

    started = time.monotonic()
    orders = [shop.order(), shop.order()]
    took = time.monotonic() - started

    assert took < 5
    assert sorted(Mail.objects.values_list("status", flat=True)) == ["queued"] * 4
    assert postbox.postbox.messages == []
    redis.start()
    wait_until(lambda: sent() == 4)
    assert postbox.postbox.subjects() == sorted(
        mails_of(orders[0]) + mails_of(orders[1])
    )

    later = shop.order()
    wait_until(lambda: sent() == 6)
    assert set(mails_of(later)) < set(postbox.postbox.subjects())


def test_a_mail_server_that_is_down_is_tried_again_later(
    shop, postbox, start_worker, beat
):
    start_worker()
    postbox.stop()

    order = shop.order()
    wait_until(lambda: Mail.objects.exclude(last_error="").count() == 2)
    waiting = Mail.objects.first()
    again = MailServer(postbox.port, postbox.postbox)
    again.start()

    assert waiting.status == MailStatus.QUEUED
    assert (
        waiting.last_error == "ConnectionRefusedError: [Errno 111] Connection refused"
    )
    Mail.objects.update(next_attempt_at=waiting.created_at)
    wait_until(lambda: sent() == 2)
    assert postbox.postbox.subjects() == mails_of(order)
    again.stop()


def test_workers_killed_at_random_moments_lose_no_mail(
    shop, postbox, start_worker, beat
):
    """`KILLS=50` gives the figures of docs/reliability.md."""
    kills = int(os.environ.get("KILLS", "4"))
    chance = random.Random(20261121)
    worker = start_worker()
    postbox.postbox.delay = 0.05
    orders = []

    for number in range(kills):
        orders += [shop.order() for _ in range(5)]
        time.sleep(chance.uniform(0, 1))
        if number % 2:
            worker.kill()
            worker = start_worker()
        else:
            for child in worker.children():
                os.kill(child, signal.SIGKILL)

    wait_until(lambda: sent() == 10 * kills, seconds=60 + 4 * kills)
    expected = sorted(subject for order in orders for subject in mails_of(order))
    assert sorted(set(postbox.postbox.subjects())) == expected
    print(
        f"{kills} kills, {len(expected)} mails, 0 lost,"
        f" {len(postbox.postbox.messages) - len(expected)} sent twice"
    )
