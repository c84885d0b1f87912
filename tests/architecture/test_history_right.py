"""One permission opens one route, and nothing else."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Permission
from rest_framework.test import APIClient


@pytest.mark.django_db
def test_history_opens_to_a_holder_of_the_permission_and_nothing_else(
    world: SimpleNamespace,
) -> None:
    people = world.people
    people.bob.user_permissions.add(Permission.objects.get(codename="view_history"))
    url = f"/store/customers/{people.alice.customer.pk}/history/"
    client = APIClient()
    client.force_authenticate(user=people.bob)

    response = client.get(url)

    assert response.status_code == 200
    bought = {row["order_id"] for row in response.json()["bought"]}
    assert bought == {order.pk for order in people.alice.customer.orders.all()}
