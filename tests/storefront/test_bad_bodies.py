"""Bodies too large, of the wrong type, in odd encodings: refused, and nothing changed."""

import pytest
from django.test import RequestFactory

from store.models import Collection
from storefront.wsgi import application
from tests.storefront.test_bad_input import ask, rows
from tests.storefront.test_bad_input import shop as shop

pytestmark = pytest.mark.django_db


def test_a_body_of_ten_megabytes_is_a_413(client_of, staff, shop):
    before = rows()
    body = b'{"title": "' + b"x" * 10_000_000 + b'"}'
    for verb, url, _ in shop:
        for content_type in (
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
        ):
            response = ask(client_of(staff), verb, url, body, content_type)
            assert response.status_code == 413, (url, content_type)
            assert response.json()["code"] == "body_too_large"
    assert rows() == before


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/xml", "image/png", "x", "application/yaml"],
)
def test_a_wrong_content_type_is_a_415(client_of, staff, shop, content_type):
    before = rows()
    for verb, url, _ in shop:
        response = ask(client_of(staff), verb, url, b'{"title": "x"}', content_type)
        assert response.status_code == 415, url
        assert set(response.json()) == {"detail", "code"}
    assert rows() == before


@pytest.mark.parametrize(
    "charset",
    ["nope", "utf-16", "hex", "zlib", "rot13", "bz2", "undefined", "idna", "utf-7"],
)
@pytest.mark.parametrize(
    "kind",
    [
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    ],
)
def test_an_odd_charset_crashes_nothing(charset, kind):
    """Through the WSGI application: Django decodes the query before any handler."""
    body = {
        "application/json": b'{"username": ""}',
        "application/x-www-form-urlencoded": b"username=%41%00",
    }.get(kind, b"--x--\r\n")
    environ = (
        RequestFactory()
        .generic("POST", "/auth/jwt/create/?a=%41", body, content_type=kind)
        .environ
    )
    answers = []

    application(
        {**environ, "CONTENT_TYPE": f"{kind}; charset={charset}"},
        lambda status, headers, *rest: answers.append(status),
    )

    assert answers[0][0] == "4"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"no boundary", "multipart/form-data"),
        (b"--x\r\ngarbage", "multipart/form-data; boundary=x"),
        (b"--x", "multipart/form-data; boundary=" + "x" * 300),
        (
            b"&".join(b"a%d=1" % n for n in range(1500)),
            "application/x-www-form-urlencoded",
        ),
        (b"title=%00", "application/x-www-form-urlencoded"),
        (b"%", "application/x-www-form-urlencoded"),
        (b"", "application/json"),
    ],
)
def test_a_broken_form_is_refused(client_of, staff, body, content_type):
    response = ask(client_of(staff), "post", "/store/collections/", body, content_type)

    assert response.status_code in (400, 415)
    assert response.json()["code"]
    assert not Collection.objects.exists()
