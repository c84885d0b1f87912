"""WhiteNoise under gunicorn with production settings: hashed, compressed, kept for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from storefront.env import BASE_DIR
from tests.deploy.servers import Gunicorn, manage
from tests.processes import HOST

SOURCE = (BASE_DIR / "core/static/core/home.css").read_bytes()
FOR_EVER = "max-age=315360000, public, immutable"


@pytest.fixture(scope="module")
def server(environment: dict[str, str], tmp_path_factory: Any) -> Iterator[Gunicorn]:
    folder: Path = tmp_path_factory.mktemp("collected")
    ours = {
        **environment,
        "DJANGO_SETTINGS_MODULE": "tests.deploy.production",
        "STATIC_ROOT": str(folder),
    }
    manage(ours, "collectstatic", "--noinput", "--verbosity", "0")
    with Gunicorn(ours) as server:
        yield server


def ask(server: Gunicorn, path: str, **headers: str) -> Any:
    client = HTTPConnection(HOST, server.port, timeout=20)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    client.request("GET", path, headers=named)
    answer = client.getresponse()
    answer.content = answer.read()
    return answer


@pytest.fixture(scope="module")
def address(server: Gunicorn) -> str:
    """Where the home page's style sheet is, as the page says."""
    found = re.search(r"/static/core/home\.\w{12}\.css", str(ask(server, "/").content))
    assert found is not None
    return found[0]


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [("br, gzip", "br"), ("gzip", "gzip"), ("identity", None)],
)
def test_a_hashed_file_is_kept_for_ever_in_the_best_compression(
    server: Gunicorn, address: str, accepted: str, sent: str | None
) -> None:
    answer = ask(server, address, Accept_Encoding=accepted)

    assert (answer.status, answer.headers["Content-Encoding"]) == (200, sent)
    assert answer.headers["Cache-Control"] == FOR_EVER
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Content-Type"] == 'text/css; charset="utf-8"'
    assert (answer.content == SOURCE) == (sent is None)
    assert sent is None or len(answer.content) < len(SOURCE) / 2


def test_a_name_without_a_hash_is_not_kept_for_long(server: Gunicorn) -> None:
    answer = ask(server, "/static/core/home.css")

    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "max-age=60, public"


def test_a_file_that_was_not_changed_is_not_sent_again(
    server: Gunicorn, address: str
) -> None:
    first = ask(server, address)

    again = ask(server, address, If_None_Match=first.headers["ETag"])

    assert (again.status, again.content) == (304, b"")


def test_a_file_that_is_not_there_is_a_404_that_nobody_keeps(
    server: Gunicorn, address: str
) -> None:
    for path in ("/static/core/missing.css", address.replace("home", "away")):
        answer = ask(server, path)
        assert answer.status == 404
        assert answer.headers["Cache-Control"] is None
    assert ask(server, "/static/../manage.py").status == 404


def test_uploads_are_not_served_by_the_application(
    server: Gunicorn, environment: dict[str, str]
) -> None:
    folder = Path(environment["MEDIA_ROOT"])
    folder.mkdir(exist_ok=True)
    (folder / "mango.txt").write_text("a mango")

    assert ask(server, "/media/mango.txt").status == 404
