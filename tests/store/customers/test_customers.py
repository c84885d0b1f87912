"""`/store/customers/` for staff, and `{id}/history/`."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from store.models import Customer
from tests.builders import make_order, make_product

pytestmark = pytest.mark.django_db
URL = "/store/customers/"


def test_staff_read_customers_as_a_bare_list(client_of, staff, alice):
    Customer.objects.filter(user=alice).update(phone="123", birth_date="1990-04-12")

    body = client_of(staff).get(URL).json()

    assert len(body) == 2
    mine = {
        "id": alice.customer.pk,
        "user_id": alice.pk,
        "phone": "123",
        "birth_date": "1990-04-12",
        "membership": "B",
    }
    (found,) = [c for c in body if c["id"] == alice.customer.pk]
    assert {name: found[name] for name in mine} == mine
    assert client_of(staff).get(f"{URL}{alice.customer.pk}/").json() == found


def test_an_unsaved_staff_user_reads_them_too(api_client, authenticate, alice):
    authenticate(is_staff=True)

    assert len(api_client.get(URL).json()) == 1
    assert api_client.get(f"{URL}{alice.customer.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 401), ("bob", 403), ("alice", 403), ("unsaved", 403), ("dict", 403)],
)
@pytest.mark.parametrize("verb", ["get", "post", "put", "patch", "delete"])
@pytest.mark.parametrize("detail", [True, False])
def test_nobody_else_gets_near_customers(
    request, api_client, authenticate, client_of, alice, who, status, verb, detail
):
    Customer.objects.update(phone="secret")
    client = api_client
    if who == "unsaved":
        authenticate()
    elif who == "dict":
        api_client.force_authenticate(user={})
    else:
        client = client_of(who and request.getfixturevalue(who))
    url = f"{URL}{alice.customer.pk}/" if detail else URL

    response = getattr(client, verb)(url, {"phone": "new", "email": "x@example.com"})

    assert response.status_code == status
    assert set(response.json()) == {"detail", "code"}
    alice.customer.refresh_from_db()
    assert alice.customer.phone == "secret"


@pytest.mark.parametrize("form", ["json", "multipart"])
def test_staff_make_an_account_and_its_profile_together(client_of, staff, form):
    sent = {
        "email": "Amina@Example.com",
        "first_name": "Amina",
        "last_name": "Saadi",
        "phone": "123",
        "birth_date": "1990-04-12",
        "membership": "G",
    }

    response = client_of(staff).post(URL, sent, format=form)

    body = response.json()
    customer = Customer.objects.get(pk=body["id"])
    assert response.status_code == 201
    assert body == {
        "id": customer.pk,
        "user_id": customer.user.pk,
        "phone": "123",
        "additional_phone": "",
        "birth_date": "1990-04-12",
        "membership": "G",
        "item_count": 0,
        "item_ids": [],
        "items_detail": [],
        "companies_detail": [],
        "company_ids": [],
    }
    assert customer.user.email == "amina@example.com"
    assert customer.user.get_full_name() == "Amina Saadi"
    assert not customer.user.is_staff


def test_who_was_registered_by_staff_sets_a_password_by_mail(
    client_of, staff, anon, mailoutbox, django_capture_on_commit_callbacks
):
    client_of(staff).post(URL, {"email": "amina@example.com"})

    with django_capture_on_commit_callbacks(execute=True):
        response = anon.post(
            "/auth/users/reset_password/", {"email": "amina@example.com"}
        )

    assert response.status_code == 204
    assert [mail.to for mail in mailoutbox] == [["amina@example.com"]]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"email": "no mail"},
        {"email": "ALICE@example.com"},
        {"email": "new@example.com", "username": "alice"},
        {"email": "new@example.com", "membership": "X"},
        {"email": "new@example.com", "birth_date": "tomorrow"},
        {"email": "new@example.com", "phone": "1" * 256},
    ],
    ids=str,
)
def test_a_wrong_new_customer_leaves_no_account_behind(client_of, staff, alice, sent):
    response = client_of(staff).post(URL, sent, format="json")

    assert response.status_code == 400
    assert response.json()["code"]
    assert get_user_model().objects.count() == 2
    assert Customer.objects.count() == 2


@pytest.mark.parametrize("verb", ["put", "patch"])
def test_staff_change_a_customer(client_of, staff, alice, bob, verb):
    response = getattr(client_of(staff), verb)(
        f"{URL}{alice.customer.pk}/",
        {"phone": "5", "membership": "S", "user_id": bob.pk, "user": bob.pk},
    )

    assert response.status_code == 200
    assert response.json()["membership"] == "S"
    assert response.json()["user_id"] == alice.pk
    customer = Customer.objects.get(user=alice)
    assert (customer.phone, customer.membership) == ("5", "S")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("membership", "X"),
        ("membership", ""),
        ("membership", None),
        ("membership", ["G"]),
        ("birth_date", "2000-13-01"),
        ("birth_date", "0000-00-00"),
        ("birth_date", 5),
        ("birth_date", []),
        ("phone", None),
        ("phone", {}),
    ],
)
def test_a_wrong_value_is_refused_by_its_field(client_of, staff, alice, field, value):
    response = client_of(staff).patch(
        f"{URL}{alice.customer.pk}/", {field: value}, format="json"
    )

    assert response.status_code == 400
    assert set(response.json()) == {field, "code"}
    customer = Customer.objects.get(user=alice)
    assert (customer.membership, customer.birth_date, customer.phone) == ("B", None, "")


def test_a_customer_who_ordered_stays(client_of, staff, alice, bob):
    make_order(alice.customer)

    refused = client_of(staff).delete(f"{URL}{alice.customer.pk}/")
    gone = client_of(staff).delete(f"{URL}{bob.customer.pk}/")

    assert refused.status_code == 405
    assert isinstance(refused.json()["error"], str)
    assert refused.json()["code"]
    assert gone.status_code == 204
    assert set(Customer.objects.values_list("user__username", flat=True)) == {
        "alice",
        "staff",
    }


@pytest.mark.parametrize("pk", ["999999", "abc", "9" * 25, "-1"])
@pytest.mark.parametrize("verb", ["get", "put", "patch", "delete"])
def test_an_unknown_customer_is_a_404(client_of, staff, pk, verb):
    assert getattr(client_of(staff), verb)(f"{URL}{pk}/", {}).status_code == 404


def allow_history(user):
    user.user_permissions.add(Permission.objects.get(codename="view_history"))
    return get_user_model().objects.get(pk=user.pk)


def test_history_needs_the_permission_and_nothing_else(client_of, alice, bob):
    product = make_product("Mango")
    make_order(alice.customer, (product, 3))

    response = client_of(allow_history(bob)).get(f"{URL}{alice.customer.pk}/history/")

    assert response.status_code == 200
    assert "Mango" in response.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 401), ("alice", 403), ("staff", 403), ("unsaved", 403), ("dict", 403)],
)
def test_nobody_reads_a_history_without_it(
    request, api_client, authenticate, client_of, alice, who, status
):
    make_order(alice.customer, (make_product("Secret"), 1))
    client = api_client
    if who == "unsaved":
        authenticate(is_staff=True)
    elif who == "dict":
        api_client.force_authenticate(user={})
    else:
        client = client_of(who and request.getfixturevalue(who))

    response = client.get(f"{URL}{alice.customer.pk}/history/")

    assert response.status_code == status
    assert "Secret" not in response.content.decode()


@pytest.mark.parametrize("pk", ["999999", "abc", "9" * 25])
def test_the_history_of_an_unknown_customer_is_a_404(client_of, bob, pk):
    response = client_of(allow_history(bob)).get(f"{URL}{pk}/history/")

    assert response.status_code == 404


def test_the_permission_alone_opens_nothing_but_the_history(client_of, alice, bob):
    client = client_of(allow_history(bob))

    assert client.get(URL).status_code == 403
    assert client.get(f"{URL}{alice.customer.pk}/").status_code == 403
    assert client.post(f"{URL}{alice.customer.pk}/history/").status_code == 405
