"""What lists of payments show, and what staff filter them by."""

import pytest

from store.models import Payment
from store.payments import cash
from store.payments.services import start_payment
from tests.builders import make_order

pytestmark = pytest.mark.django_db


def test_the_list_of_orders_has_no_amounts(client_of, alice):
    make_order(alice.customer)

    [row] = client_of(alice).get("/store/orders/").json()

    assert "amount_due" not in row


def test_staff_filter_all_attempts(client_of, alice, staff):
    order = make_order(alice.customer)
    [payment] = start_payment(order=order, method="cash_on_delivery", by=alice)
    cash.confirm(payment=payment, by=staff)
    make_order(alice.customer, payment_method="manual")
    Payment.objects.filter(method="manual").update(created_at="2026-01-31T23:59:59.5Z")

    def found(query):
        answer = client_of(staff).get(f"/store/payments/?{query}")
        assert answer.status_code == 200, answer.content
        return {(row["method"], row["status"]) for row in answer.json()["results"]}

    assert found("status=confirmed") == {("cash_on_delivery", "confirmed")}
    assert found("method=manual") == {("manual", "pending")}
    assert found("from=2026-01-31&to=2026-01-31") == {("manual", "pending")}
    assert found("to=2026-01-30") == set()
    assert ("manual", "pending") not in found("from=2026-02-01")


@pytest.mark.parametrize(
    "query",
    [
        *("from=yesterday", "to=0001-01-01", "to=9999-12-31", "from=2026-02-30"),
        *("status=gone", "method=shells", "from=%00", "to=%ED%A0%80"),
    ],
)
def test_a_filter_that_can_not_be_is_a_400(client_of, staff, query):
    assert client_of(staff).get(f"/store/payments/?{query}").status_code == 400
