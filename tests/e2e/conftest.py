"""A headless Chromium that may talk to the live server and to nobody else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MOST_MILLISECONDS = 30_000  # on a machine that is busy with other tests


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("needs Chromium: neither chromium nor google-chrome is on the PATH")
    # Playwright runs an event loop in this thread; Django would take it for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    playwright.expect.set_options(timeout=MOST_MILLISECONDS)
    with playwright.sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, live_server: Any) -> Any:
    """The live server, started once the test database has its name.

    Before that SQLite looks as if it were in memory, and the server's threads would be
    handed this thread's connection: two at once crash it.
    """
    return live_server


@pytest.fixture
def server(settings: Any, tmp_path: Path, live_server: Any) -> Any:
    """The live server; uploads go to the disk, from where it also serves them."""
    settings.MEDIA_ROOT = str(tmp_path)
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": files}
    return live_server


@pytest.fixture
def page(browser: Any, server: Any) -> Iterator[Any]:
    """A page at the live server. At the end nothing may have gone wrong on it."""
    context = browser.new_context(base_url=server.url)
    context.set_default_timeout(MOST_MILLISECONDS)
    page = context.new_page()
    wrong: list[str] = []
    host = urlsplit(server.url).netloc

    def check_request(request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.netloc != host:
            wrong.append(f"request to another host: {request.url}")

    def check_console(message: Any) -> None:
        address = message.location.get("url", "")
        if message.type == "error" and not address.endswith("/favicon.ico"):
            wrong.append(f"console on {page.url}: {message.text} ({address})")

    context.on("request", check_request)
    page.on("console", check_console)
    page.on("pageerror", lambda error: wrong.append(f"script on {page.url}: {error}"))
    yield page
    # Requests that the page still waits for would meet a database that is being emptied.
    page.wait_for_load_state("networkidle")
    context.close()
    assert wrong == []
