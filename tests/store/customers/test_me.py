"""`/store/customers/me/`, and the customer every account gets."""

import pytest
from django.contrib.auth import get_user_model

from store.models import Customer
from tests.builders import make_user

pytestmark = pytest.mark.django_db
URL = "/store/customers/me/"


def test_every_new_user_is_a_customer_of_bronze():
    user = make_user("new")

    assert Customer.objects.get().user == user
    assert user.customer.membership == Customer.MEMBERSHIP_BRONZE == "B"


def test_saving_a_user_again_makes_no_second_customer(alice):
    alice.first_name = "A"
    alice.save()

    assert Customer.objects.filter(user=alice).count() == 1


def test_customers_read_their_own_profile(client_of, alice, bob):
    response = client_of(alice).get(URL)

    assert response.status_code == 200
    assert response.json() == {
        "id": alice.customer.pk,
        "user_id": alice.pk,
        "phone": "",
        "additional_phone": "",
        "birth_date": None,
        "membership": "B",
        "companies_detail": [],
        "company_ids": [],
        "email": "alice@example.com",
        "first_name": "Alice",
        "last_name": "Ait",
        "tracks_history": True,
        "preferred_genres": [],
    }


@pytest.mark.parametrize("verb", ["put", "patch"])
@pytest.mark.parametrize("form", ["json", "multipart"])
def test_customers_change_their_own_profile(client_of, alice, bob, verb, form):
    response = getattr(client_of(alice), verb)(
        URL, {"phone": "123", "birth_date": "1990-04-12"}, format=form
    )

    assert response.status_code == 200
    assert response.json()["phone"] == "123"
    assert response.json()["birth_date"] == "1990-04-12"
    assert Customer.objects.get(user=alice).phone == "123"
    assert Customer.objects.get(user=bob).phone == ""


@pytest.mark.parametrize("verb", ["put", "patch"])
def test_customers_do_not_promote_or_swap_themselves(client_of, alice, bob, verb):
    sent = {"membership": "G", "user_id": bob.pk, "id": bob.customer.pk, "phone": "1"}
    sent |= {"email": "x@example.com", "first_name": "X", "last_name": "X"}

    response = getattr(client_of(alice), verb)(URL, sent)

    assert response.status_code == 200
    assert response.json()["membership"] == "B"
    assert Customer.objects.get(user=alice).membership == "B"
    assert Customer.objects.get(user=alice).pk == alice.customer.pk
    alice.refresh_from_db()
    assert (alice.email, alice.get_full_name()) == ("alice@example.com", "Alice Ait")


def test_staff_may_set_their_own_membership(client_of, staff):
    response = client_of(staff).patch(URL, {"membership": "G"})

    assert response.json()["membership"] == "G"


@pytest.mark.parametrize("verb", ["get", "put", "patch"])
def test_me_is_for_the_signed_in(api_client, verb):
    anonymous = getattr(api_client, verb)(URL, {})
    api_client.force_authenticate(user={})
    not_a_user = getattr(api_client, verb)(URL, {})

    assert anonymous.status_code == 401
    assert not_a_user.status_code == 403
    assert not Customer.objects.exists()


@pytest.mark.parametrize("is_staff", [True, False])
@pytest.mark.parametrize("verb", ["get", "put", "patch", "head"])
def test_a_user_that_was_never_saved_has_no_profile(
    api_client, authenticate, is_staff, verb
):
    authenticate(is_staff=is_staff)

    assert getattr(api_client, verb)(URL, {}).status_code == 404
    assert not Customer.objects.exists()


@pytest.mark.parametrize("verb", ["get", "head"])
def test_reading_never_makes_a_profile(client_of, alice, verb):
    Customer.objects.all().delete()
    alice = get_user_model().objects.get(pk=alice.pk)

    response = getattr(client_of(alice), verb)(URL)

    assert response.status_code == 404
    assert not Customer.objects.exists()


@pytest.mark.parametrize("verb", ["get", "head"])
def test_reading_never_writes(client_of, alice, verb, django_assert_max_num_queries):
    client = client_of(alice)

    with django_assert_max_num_queries(10) as captured:
        assert getattr(client, verb)(URL).status_code == 200

    verbs = {query["sql"].split()[0] for query in captured.captured_queries}
    assert verbs == {"SELECT"}


def test_writing_makes_the_profile_that_a_bulk_load_left_out(client_of, alice):
    Customer.objects.all().delete()
    alice = get_user_model().objects.get(pk=alice.pk)

    response = client_of(alice).patch(URL, {"phone": "1"})

    assert response.status_code == 200
    assert Customer.objects.get().user == alice


@pytest.mark.parametrize("verb", ["post", "delete"])
def test_a_profile_is_neither_made_nor_deleted_here(client_of, alice, verb):
    response = getattr(client_of(alice), verb)(URL)

    assert response.status_code in (403, 405)
    assert Customer.objects.filter(user=alice).exists()


def test_options_describe_the_profile(client_of, alice):
    assert client_of(alice).options(URL).status_code == 200
