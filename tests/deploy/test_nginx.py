"""The proxy of deploy/ in front of the store: a real nginx, a real gunicorn, TLS."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.deploy.proxy import (
    NGINX,
    check,
    make_certificate,
    nginx,
    write_files,
)
from tests.deploy.servers import Gunicorn, manage
from tests.processes import HOST, free_port

pytestmark = pytest.mark.skipif(NGINX is None, reason="needs nginx")

NAME = "store.example"
TRUST = ssl._create_unverified_context()


@pytest.fixture(scope="module")
def site(
    environment: dict[str, str], filled: dict[str, Any], tmp_path_factory: Any
) -> Iterator[SimpleNamespace]:
    """http and https ports, the folder of the media, and the gunicorn behind."""
    folder: Path = tmp_path_factory.mktemp("nginx")
    make_certificate(folder)
    ours = {
        **environment,
        "DJANGO_SETTINGS_MODULE": "tests.deploy.production",
        "STATIC_ROOT": str(folder / "static"),
        "SECURE_SSL_REDIRECT": "true",
        "STORE_ACCEL_REDIRECT": "/protected/",
    }
    manage(ours, "collectstatic", "--noinput", "--verbosity", "0")
    with Gunicorn(ours) as server:
        http, https = free_port(), free_port()
        replaced = addresses(folder, http, https, server.port)
        replaced["/var/lib/storefront/protected"] = ours["PRIVATE_ROOT"]
        main = write_files(folder, replaced, site="nginx.conf")
        with nginx(main, https):
            yield SimpleNamespace(
                http=http, https=https, media=folder / "media", server=server
            )


def addresses(folder: Path, http: int, https: int, upstream: int) -> dict[str, str]:
    (folder / "media").mkdir()
    return {
        "server 127.0.0.1:8000;": f"server 127.0.0.1:{upstream};",
        "listen 80 default_server;": f"listen 127.0.0.1:{http} default_server;",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{https} ssl http2;",
        f"/etc/letsencrypt/live/{NAME}/fullchain.pem": str(folder / "cert.pem"),
        f"/etc/letsencrypt/live/{NAME}/privkey.pem": str(folder / "key.pem"),
        "/var/lib/storefront/media": str(folder / "media"),
    }


def ask(
    site: SimpleNamespace,
    path: str,
    *,
    method: str = "GET",
    body: Any = None,
    **headers: str,
) -> Any:
    """The answer over TLS, with `content` beside its status and headers."""
    client = HTTPSConnection(HOST, site.https, timeout=20, context=TRUST)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    client.request(method, path, body, {"Host": NAME, **named})
    answer = client.getresponse()
    answer.content = answer.read()
    return answer


def test_plain_http_is_sent_to_https_with_its_method(site: SimpleNamespace) -> None:
    client = HTTPConnection(HOST, site.http, timeout=20)
    client.request("POST", "/store/carts/?a=1", "{}", {"Host": NAME})

    answer = client.getresponse()

    assert answer.status == 308
    assert answer.headers["Location"] == f"https://{NAME}/store/carts/?a=1"


def test_the_store_answers_as_https_compressed(
    site: SimpleNamespace, filled: dict[str, Any]
) -> None:
    plain = ask(site, "/store/products/")
    packed = ask(site, "/store/products/", Accept_Encoding="gzip")

    assert plain.status == packed.status == 200
    page = json.loads(plain.content)
    assert page["count"] == len(filled["products"])
    assert page["next"] == f"https://{NAME}/store/products/?page=2"
    assert plain.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2


def test_what_a_client_says_about_itself_is_not_believed(site: SimpleNamespace) -> None:
    answer = ask(
        site,
        "/",
        X_Test_Echo="1",
        X_Forwarded_For="6.6.6.6",
        X_Real_IP="6.6.6.6",
        X_Forwarded_Proto="http",
        X_Forwarded_Ssl="off",
        X_Forwarded_Host="evil.example",
        Forwarded="for=6.6.6.6",
        X_Request_ID="chosen-by-the-client",
    )

    seen = json.loads(answer.content)
    assert seen["HTTP_X_FORWARDED_FOR"] == seen["HTTP_X_REAL_IP"] == HOST
    assert (seen["HTTP_X_FORWARDED_PROTO"], seen["wsgi.url_scheme"]) == ("https",) * 2
    assert seen["HTTP_X_FORWARDED_HOST"] == seen["HTTP_HOST"] == NAME
    assert len(seen["HTTP_X_REQUEST_ID"]) == 32
    assert "6.6.6.6" not in answer.content.decode()
    assert not {"HTTP_FORWARDED", "HTTP_X_FORWARDED_SSL"} & set(seen)


def test_a_host_that_is_not_ours_is_refused(site: SimpleNamespace) -> None:
    assert ask(site, "/store/products/", Host="evil.example").status == 400


def test_static_files_come_compressed_and_stay_for_ever(site: SimpleNamespace) -> None:
    home = ask(site, "/").content.decode()
    address = home.split('rel="stylesheet" href="')[1].split('"')[0]

    answer = ask(site, address, Accept_Encoding="br, gzip")

    assert (answer.status, answer.headers["Content-Encoding"]) == (200, "br")
    assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"


def test_uploads_are_served_from_the_disk_and_never_run(site: SimpleNamespace) -> None:
    (site.media / "store").mkdir()
    (site.media / "store/mango.svg").write_text("<svg/>")
    (site.media / ".secret").write_text("hush")
    (site.media.parent / "outside.txt").write_text("hush")

    found = ask(site, "/media/store/mango.svg")

    assert (found.status, found.content) == (200, b"<svg/>")
    assert found.headers["Cache-Control"] == "public, max-age=604800"
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in found.headers["Content-Security-Policy"]
    hidden = ["/media/.secret", "/media/../outside.txt", "/media/%2e%2e/outside.txt"]
    for path in [*hidden, "/media../outside.txt", "/media/missing.png"]:
        answer = ask(site, path)
        assert answer.status in {400, 404}, path
        assert b"hush" not in answer.content


@pytest.mark.parametrize(
    ("size", "kind"),
    [(5_000_001, "multipart/form-data; boundary=x"), (4_900_000, "application/json")],
    ids=["an upload, by nginx", "JSON, by the application"],
)
def test_a_body_that_is_too_large_is_refused_in_the_same_words(
    site: SimpleNamespace, size: int, kind: str
) -> None:
    path = "/store/products/1/images/"
    answer = ask(site, path, method="POST", body=b"x" * size, Content_Type=kind)

    assert answer.status == 413
    assert json.loads(answer.content) == {
        "detail": "The request body is too large.",
        "code": "body_too_large",
    }


@pytest.mark.parametrize("path", ["/metrics", "/metrics/", "/protected/book.pdf"])
def test_what_is_inside_stays_inside(site: SimpleNamespace, path: str) -> None:
    answer = ask(site, path, X_Test_Echo="1")

    assert answer.status == 404
    assert b"wsgi" not in answer.content


def test_a_file_of_a_book_may_be_larger_than_other_uploads(
    site: SimpleNamespace,
) -> None:
    kind = "multipart/form-data; boundary=x"
    path = "/store/products/1/files/"
    answer = ask(site, path, method="POST", body=b"x" * 6_000_000, Content_Type=kind)

    assert answer.status == 401  # not by nginx, and before the form is read


def test_a_file_that_the_application_names_is_sent_by_nginx(
    site: SimpleNamespace, filled: dict[str, Any]
) -> None:
    """Its part too; how it is called and for whom is the application's word."""
    path = f"/store/products/{filled['products'][0]}/sample/"

    whole, part = ask(site, path), ask(site, path, Range="bytes=5-8")

    assert (whole.status, whole.content) == (200, b"%PDF-0123456789")
    assert (part.status, part.content) == (206, b"0123")
    for answer in (whole, part):
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Content-Disposition"].endswith('(sample).pdf"')
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "X-Accel-Redirect" not in answer.headers


def test_a_flood_of_sign_ins_is_slowed_down(site: SimpleNamespace) -> None:
    def sign_in(number: int) -> Any:
        return ask(site, "/auth/jwt/create/x", X_Test_Echo="1")

    usual = [sign_in(number) for number in range(50)]
    with ThreadPoolExecutor(8) as pool:  # faster than five a second on any machine
        flood = list(pool.map(sign_in, range(150)))

    assert {answer.status for answer in usual} == {200}
    assert {answer.status for answer in flood} <= {200, 429}
    slowed = [answer for answer in flood if answer.status == 429]
    assert {json.loads(answer.content)["code"] for answer in slowed} == {"throttled"}
    assert {answer.headers["Retry-After"] for answer in slowed} == {"2"}


def test_the_files_for_the_containers_are_valid_too(tmp_path: Path) -> None:
    main = write_files(
        tmp_path,
        {
            "listen 80;": f"listen {free_port()};",
            "server web:8000;": "server 127.0.0.1:1;",
        },
        site="nginx/compose.conf",
    )

    assert "test is successful" in check(main)
