"""What one ordered, as the export says it."""

from __future__ import annotations

from typing import Any

import pytest

from store.models import Order
from tests.core.privacy.person import delivered, make_person
from tests.core.privacy.test_export import URL, exported, iso

pytestmark = pytest.mark.django_db


def test_orders_say_what_was_bought_for_how_much_and_what_became_of_it(
    client_of: Any,
) -> None:
    make_person("yamina.4712")
    person = make_person("zubaida.4711")
    user, customer, order = person.user, person.customer, person.order

    data = exported(client_of(user).get(URL))

    part, line = order.vendor_orders.get(), order.items.get()
    assert data["orders"] == [
        {
            "id": order.pk,
            "placed_at": iso(order.placed_at),
            "updated_at": iso(Order.objects.get(pk=order.pk).updated_at),
            "payment_status": "P",
            "customer_id": customer.pk,
            "status": "packed",
            "payment_method": "",
            "coupon_code": "",
            "company_id": person.company.pk,
            "billed_name": f"Company {user.pk}",
            "billed_tax_number": str(user.pk),
            "billed_address": "",
            **delivered(person),
        }
    ]
    status = {"status": "packed", "placed_at": iso(part.placed_at)}
    assert data["order_parts"] == [
        {"id": part.pk, "order_id": order.pk, "vendor": None, **status}
    ]
    assert data["order_lines"] == [
        {
            "id": line.pk,
            "order_id": order.pk,
            "product_id": person.product.pk,
            "quantity": 2,
            "unit_price": "10.00",
            "promotion_id": None,
            "promotion_description": "",
            "promotion_discount": "0.00",
            "coupon_discount": "0.00",
            "tax_rate": "0.1000",
            "tax": "2.00",
            "total": "22.00",
            "title": "Product for 4711",
            "vendor": None,
            "vendor_order_id": part.pk,
            "status": "packed",
        }
    ]
    [change] = line.status_changes.all()
    step = {
        "id": change.pk,
        "item_id": line.pk,
        "from_status": "order_placed",
        "to_status": "packed",
        "at": iso(change.at),
    }
    assert data["status_changes"] == data["status_changes_made"] == [step]
