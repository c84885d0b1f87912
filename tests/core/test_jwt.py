"""`/auth/jwt/`: tokens, and the headers that carry them."""

import pytest
from rest_framework.test import APIClient
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from tests.builders import PASSWORD

pytestmark = pytest.mark.django_db
URL = "/auth/jwt/"
ME = "/auth/users/me/"


@pytest.fixture
def tokens(anon, alice):
    return anon.post(
        f"{URL}create/", {"username": "alice", "password": PASSWORD}
    ).json()


def signed(header):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=header)
    return client


@pytest.mark.parametrize("path", ["create", "create/"])
@pytest.mark.parametrize("form", ["json", "multipart"])
def test_a_username_and_password_give_two_tokens(anon, alice, path, form):
    response = anon.post(
        f"{URL}{path}", {"username": "alice", "password": PASSWORD}, format=form
    )

    assert response.status_code == 200
    assert set(response.json()) == {"access", "refresh"}
    access = AccessToken(response.json()["access"])
    assert str(access["user_id"]) == str(alice.pk)
    assert access["exp"] - access["iat"] == 24 * 3600


@pytest.mark.parametrize(
    ("username", "password"),
    [("alice", "wrong"), ("nobody", PASSWORD), ("alice", PASSWORD.lower())],
)
def test_wrong_words_are_a_401(anon, alice, username, password):
    response = anon.post(f"{URL}create/", {"username": username, "password": password})

    assert response.status_code == 401
    assert isinstance(response.json()["detail"], str)
    assert response.json()["code"]
    assert "access" not in response.json()


def test_an_inactive_account_gets_no_token(anon, alice):
    alice.is_active = False
    alice.save()

    response = anon.post(f"{URL}create/", {"username": "alice", "password": PASSWORD})

    assert response.status_code == 401


@pytest.mark.parametrize("missing", ["username", "password"])
def test_both_words_are_required(anon, missing):
    sent = {"username": "alice", "password": PASSWORD}
    del sent[missing]

    response = anon.post(f"{URL}create/", sent)

    assert response.status_code == 400
    assert response.json()[missing] == ["This field is required."]


@pytest.mark.parametrize("kind", ["JWT", "Bearer"])
def test_both_headers_sign_in(tokens, kind):
    response = signed(f"{kind} {tokens['access']}").get(ME)

    assert response.status_code == 200
    assert response.json()["username"] == "alice"


@pytest.mark.parametrize(
    "header",
    ["JWT", "JWT x", "JWT a b", "JWT a.b.c", "Bearer é", "Token x", "Basic eDp5"],
)
@pytest.mark.parametrize("url", [ME, "/store/orders/", "/store/customers/me/"])
def test_a_wrong_header_says_sign_in_again(header, url):
    response = signed(header).get(url)

    assert response.status_code == 401
    assert isinstance(response.json()["detail"], str)
    assert response.json()["code"]
    assert response["WWW-Authenticate"]


def test_a_refresh_token_does_not_sign_in(tokens):
    assert signed(f"JWT {tokens['refresh']}").get(ME).status_code == 401


def test_the_token_of_a_deleted_account_is_a_401(tokens, alice):
    alice.delete()

    assert signed(f"JWT {tokens['access']}").get(ME).status_code == 401


@pytest.mark.parametrize("path", ["refresh", "refresh/"])
def test_a_refresh_token_gives_a_new_access_token(anon, tokens, path):
    response = anon.post(f"{URL}{path}", {"refresh": tokens["refresh"]})

    assert response.status_code == 200
    assert signed(f"JWT {response.json()['access']}").get(ME).status_code == 200


def test_a_token_of_a_deleted_account_is_not_refreshed(anon, tokens, alice):
    alice.delete()

    response = anon.post(f"{URL}refresh/", {"refresh": tokens["refresh"]})

    assert response.status_code == 401


@pytest.mark.parametrize("path", ["verify", "verify/"])
@pytest.mark.parametrize("kind", ["access", "refresh"])
def test_a_good_token_is_verified(anon, tokens, path, kind):
    assert anon.post(f"{URL}{path}", {"token": tokens[kind]}).status_code == 200


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("refresh/", {"refresh": "x"}),
        ("refresh/", {"refresh": "a.b.c"}),
        ("verify/", {"token": "x"}),
        ("verify/", {"token": "a.b.c"}),
    ],
)
def test_a_broken_token_is_a_401(anon, path, body):
    response = anon.post(f"{URL}{path}", body)

    assert response.status_code == 401
    assert response.json()["code"] == "token_not_valid"


def test_an_expired_token_is_a_401(alice):
    token = RefreshToken.for_user(alice).access_token
    token.set_exp(from_time=token.current_time.replace(year=2020))

    assert signed(f"JWT {token}").get(ME).status_code == 401


@pytest.mark.parametrize(
    "path", ["createXYZ", "createXYZ/", "create/x", "create//", "refreshx/", "verifyx"]
)
def test_an_address_that_only_begins_like_one_is_a_404(anon, alice, path):
    response = anon.post(f"{URL}{path}", {"username": "alice", "password": PASSWORD})

    assert response.status_code == 404
    assert "access" not in response.content.decode()


@pytest.mark.parametrize("path", ["create", "refresh", "verify"])
def test_tokens_are_not_read(anon, path):
    response = anon.get(f"{URL}{path}/")

    assert response.status_code == 405
    assert response.json()["error"]


def test_a_token_walks_through_the_shop(anon, tokens):
    from tests.builders import make_product

    client = signed(f"JWT {tokens['access']}")
    cart = anon.post("/store/carts/", {}).json()["id"]
    anon.post(
        f"/store/carts/{cart}/items/", {"product_id": make_product().pk, "quantity": 1}
    )

    assert client.post("/store/orders/", {"cart_id": cart}).status_code == 201
    assert len(client.get("/store/orders/").json()) == 1
    assert client.get("/store/customers/").status_code == 403
