"""The home page: complete by itself, and fit for a strict Content-Security-Policy."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

ASSETS = {f"core/{name}" for name in ("logo.svg", "favicon.svg", "home.css", "home.js")}
URL = re.compile(r"(?:https?:)?//[\w.-]+\.\w+|https?://[^\s\"'<]+")
DOORS = {"/store/", "/api/docs/", "/api/redoc/", "/admin/"}
Tag = tuple[str, dict[str, str | None]]


class Page(HTMLParser):
    """The tags of a page, and the text of its scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self.inline = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem in ("script", "style"):
            self.inline += data.strip()

    def addresses(self) -> set[str]:
        values = (attrs.get(k) for _, attrs in self.tags for k in ("src", "href"))
        return {value for value in values if value}


def source(name: str) -> str:
    found = finders.find(name)
    assert isinstance(found, str), f"{name} is not a static file"
    return Path(found).read_text()


@pytest.fixture
def html(client: Client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/html")
    return response.content.decode()


@pytest.fixture
def page(html: str) -> Page:
    return Page(html)


def test_logo_icon_style_and_script_are_named_and_exist(page: Page) -> None:
    named = {a.removeprefix("/static/") for a in page.addresses() if "/static/" in a}
    assert named == ASSETS
    assert all(source(name) for name in ASSETS)


def test_the_doors_are_linked(page: Page) -> None:
    assert page.addresses() >= DOORS


@pytest.mark.django_db
@pytest.mark.parametrize("door", sorted(DOORS | {"/store/products/"}))
def test_every_door_leads_somewhere(client: Client, door: str) -> None:
    assert client.get(door).status_code < 404


def test_no_inline_script_or_style(page: Page) -> None:
    assert page.inline == ""
    assert "style" not in {tag for tag, _ in page.tags}
    names = {name for _, attrs in page.tags for name in attrs}
    assert not {name for name in names if name == "style" or name.startswith("on")}


def test_addresses_stay_on_this_site(page: Page) -> None:
    assert all(re.match(r"#|/(?!/)", address) for address in page.addresses())


def test_no_external_urls_in_the_text(html: str) -> None:
    assert all(url.startswith("http://testserver") for url in URL.findall(html))


@pytest.mark.parametrize("name", sorted(ASSETS))
def test_no_external_urls_in_the_assets(name: str) -> None:
    text = source(name).replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not URL.findall(text)


@pytest.mark.parametrize("name", ["core/logo.svg", "core/favicon.svg"])
def test_drawings_are_plain(name: str) -> None:
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", source(name))


def test_script_writes_text_never_markup() -> None:
    forbidden = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|\.style\b"
    )
    assert not re.search(forbidden, source("core/home.js"))


def test_every_id_the_script_asks_for_is_on_the_page(page: Page) -> None:
    script = source("core/home.js")
    asked = set(re.findall(r'(?:byId|stamp)\("([\w-]+)"\)', script))
    assert asked
    assert asked <= {attrs.get("id") for _, attrs in page.tags}


def test_pictures_have_alternatives_and_fields_have_labels(page: Page) -> None:
    assert all("alt" in attrs for tag, attrs in page.tags if tag == "img")
    labelled = {attrs["for"] for tag, attrs in page.tags if tag == "label"}
    assert {attrs["id"] for tag, attrs in page.tags if tag == "input"} == labelled


def test_commands_carry_the_address_the_page_was_asked_at(client: Client) -> None:
    html = client.get("/", headers={"host": "localhost:8000"}).content.decode()
    assert "http://localhost:8000/auth/jwt/create/" in html
