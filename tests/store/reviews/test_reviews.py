"""`/store/products/{product_pk}/reviews/`."""

from datetime import date

import pytest

from store.models import Review
from tests.builders import make_product, make_review, make_vendor

pytestmark = pytest.mark.django_db


def address(product, review=None):
    return f"/store/products/{product.pk}/reviews/" + (
        f"{review.pk}/" if review else ""
    )


def test_anyone_reads_reviews_as_a_bare_list(anon):
    product = make_product()
    review = make_review(product, name="Ann", description="Sweet.")
    make_review()

    response = anon.get(address(product))

    (body,) = response.json()
    expected = {
        "id": review.pk,
        "date": review.date.isoformat(),
        "name": "Ann",
        "description": "Sweet.",
    }
    assert {name: body[name] for name in expected} == expected
    assert date.fromisoformat(body["date"])
    assert anon.get(address(product, review)).json() == body


@pytest.mark.parametrize("form", ["json", "multipart"])
def test_a_customer_reviews_a_product_under_their_own_name(client_of, alice, form):
    product = make_product()

    response = client_of(alice).post(
        address(product), {"description": "Sweet."}, format=form
    )

    body = response.json()
    review = Review.objects.get()
    assert response.status_code == 201
    assert (body["id"], body["name"]) == (review.pk, "Alice Ait")
    assert body["description"] == "Sweet."
    assert (review.product, review.customer) == (product, alice.customer)


def test_a_nameless_customer_signs_with_the_username(client_of, vera):
    vera.first_name = vera.last_name = ""
    vera.save()

    response = client_of(vera).post(address(make_product()), {"description": "x"})

    assert response.json()["name"] == "vera"


def test_a_customer_may_give_another_name(client_of, alice):
    response = client_of(alice).post(
        address(make_product()), {"name": "A. A.", "description": "x"}
    )

    assert response.json()["name"] == "A. A."


def test_the_product_comes_from_the_address_alone(client_of, alice):
    product, other = make_product(), make_product()
    sent = {
        "description": "x",
        "product": other.pk,
        "product_id": other.pk,
        "customer": 1,
    }

    client_of(alice).post(address(product), sent)

    review = Review.objects.get()
    assert (review.product, review.customer) == (product, alice.customer)


def test_a_second_review_of_the_same_product_is_a_409(client_of, alice, bob):
    product = make_product()
    client = client_of(alice)
    client.post(address(product), {"description": "first"})

    again = client.post(address(product), {"description": "second"})

    assert again.status_code == 409
    assert again.json()["code"] == "already_reviewed"
    assert [r.description for r in product.reviews.all()] == ["first"]
    assert client.post(address(make_product()), {"description": "x"}).status_code == 201
    assert (
        client_of(bob).post(address(product), {"description": "x"}).status_code == 201
    )


def test_anonymous_visitors_write_no_reviews(anon):
    review = make_review(description="old")

    for verb, url in (
        ("post", address(review.product)),
        ("put", address(review.product, review)),
        ("patch", address(review.product, review)),
        ("delete", address(review.product, review)),
    ):
        response = getattr(anon, verb)(url, {"description": "new"})
        assert response.status_code == 401
    assert Review.objects.get().description == "old"


@pytest.mark.parametrize("verb", ["put", "patch"])
def test_customers_change_their_own_review(client_of, alice, verb):
    review = make_review(customer=alice.customer, name="Al")

    response = getattr(client_of(alice), verb)(
        address(review.product, review), {"description": "new"}
    )

    assert response.status_code == 200
    assert response.json()["description"] == "new"
    assert response.json()["name"] == "Al"
    assert response.json()["id"] == review.pk


def test_customers_delete_their_own_review(client_of, alice):
    review = make_review(customer=alice.customer)

    assert client_of(alice).delete(address(review.product, review)).status_code == 204
    assert not Review.objects.exists()


@pytest.mark.parametrize("who", ["bob", "vera"])
@pytest.mark.parametrize("author", ["alice", None])
@pytest.mark.parametrize("verb", ["put", "patch", "delete"])
def test_nobody_changes_a_foreign_review(
    request, client_of, alice, veras_shop, who, author, verb
):
    review = make_review(
        make_product(vendor=veras_shop),
        customer=alice.customer if author else None,
        description="old",
    )

    response = getattr(client_of(request.getfixturevalue(who)), verb)(
        address(review.product, review), {"description": "new"}
    )

    assert response.status_code == 403
    assert Review.objects.get().description == "old"


@pytest.mark.parametrize("user", ["unsaved", "dict"])
@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete"])
def test_users_that_were_never_saved_write_no_reviews(
    api_client, authenticate, user, verb
):
    review = make_review(description="old")
    authenticate() if user == "unsaved" else api_client.force_authenticate(user={})
    url = address(review.product, None if verb == "post" else review)

    response = getattr(api_client, verb)(url, {"description": "new"})

    assert 400 <= response.status_code < 500
    if verb != "post" or user == "dict":
        assert response.status_code == 403
    assert [r.description for r in Review.objects.all()] == ["old"]


def test_staff_may_remove_any_review(client_of, staff):
    review = make_review()

    assert client_of(staff).delete(address(review.product, review)).status_code == 204


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("description", ""),
        ("description", None),
        ("description", {"a": 1}),
        ("name", "x" * 256),
        ("name", None),
        ("name", []),
        ("rating", 0),
        ("rating", 5.5),
        ("rating", -1),
        ("rating", 4.3),
        ("rating", "good"),
        ("rating", "NaN"),
        ("rating", 10**30),
    ],
)
def test_a_wrong_value_is_refused_by_its_field(client_of, alice, field, value):
    product = make_product()

    response = client_of(alice).post(
        address(product), {"description": "x", field: value}, format="json"
    )

    assert response.status_code == 400
    assert set(response.json()) == {field, "code"}
    assert product.reviews.count() == 0


@pytest.mark.parametrize(
    ("sent", "read"), [(0.5, 0.5), (5, 5.0), ("4.5", 4.5), (None, None)]
)
def test_a_rating_is_a_number_of_half_stars(client_of, alice, sent, read):
    response = client_of(alice).post(
        address(make_product()), {"description": "x", "rating": sent}, format="json"
    )

    assert response.status_code == 201
    assert response.json()["rating"] == read


@pytest.mark.parametrize("hidden", ["draft", "pending", "suspended", "closed"])
@pytest.mark.parametrize("verb", ["get", "post"])
def test_a_hidden_product_has_no_reviews_for_outsiders(client_of, alice, hidden, verb):
    fields = {
        "draft": {"is_published": False},
        "closed": {"vendor": make_vendor(is_open=False)},
        "pending": {"vendor": make_vendor(status="pending")},
        "suspended": {"vendor": make_vendor(status="suspended")},
    }
    product = make_product(**fields[hidden])
    make_review(product, description="secret")

    response = getattr(client_of(alice), verb)(address(product), {"description": "x"})

    assert response.status_code == 404
    assert "secret" not in response.content.decode()
    assert product.reviews.count() == 1


def test_a_review_is_found_under_its_own_product_alone(client_of, alice):
    review = make_review(customer=alice.customer)
    other = make_product()

    for verb in ("get", "put", "patch", "delete"):
        response = getattr(client_of(alice), verb)(
            address(other, review), {"description": "x"}
        )
        assert response.status_code == 404
    assert Review.objects.count() == 1


@pytest.mark.parametrize("pk", ["999999", "abc", "9" * 25, "-1"])
@pytest.mark.parametrize("verb", ["get", "post"])
def test_reviews_of_an_unknown_product_are_a_404(client_of, alice, pk, verb):
    response = getattr(client_of(alice), verb)(
        f"/store/products/{pk}/reviews/", {"description": "x"}
    )

    assert response.status_code == 404
    assert set(response.json()) == {"detail", "code"}


def test_reviews_go_with_their_product(client_of, staff):
    review = make_review()

    client_of(staff).delete(f"/store/products/{review.product.pk}/")

    assert not Review.objects.exists()
