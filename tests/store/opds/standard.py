"""What OPDS 2.0, Authentication for OPDS 1.0 and the Readium Web Publication Manifest ask for.

Written from the words of the specifications (docs/opds.md says which); these are no copies of
their JSON schemas.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

FEED = "application/opds+json"
PUBLICATION = "application/opds-publication+json"
AUTHENTICATION = "application/opds-authentication+json"
ACQUISITIONS = {
    "http://opds-spec.org/acquisition",
    "http://opds-spec.org/acquisition/buy",
    "http://opds-spec.org/acquisition/sample",
}
MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")
LANGUAGE = re.compile(r"[a-z]{2,3}")


def check_feed(feed: dict[str, Any]) -> None:
    assert set(feed) <= {"metadata", "links", "navigation", "publications"}
    assert "navigation" in feed or "publications" in feed
    check_feed_metadata(feed["metadata"])
    check_links(feed["links"])
    assert [link["rel"] for link in feed["links"]].count("self") == 1
    check_links(feed.get("navigation", []))
    assert all(link["title"] for link in feed.get("navigation", []))
    for publication in feed.get("publications", []):
        check_publication(publication)


def check_feed_metadata(metadata: dict[str, Any]) -> None:
    assert metadata["title"]
    counts = {name: value for name, value in metadata.items() if name != "title"}
    if counts:
        assert set(counts) == {"numberOfItems", "itemsPerPage", "currentPage"}
        assert all(type(count) is int for count in counts.values())
        assert counts["numberOfItems"] >= 0
        assert min(counts["itemsPerPage"], counts["currentPage"]) >= 1


def check_publication(publication: dict[str, Any]) -> None:
    assert set(publication) == {"metadata", "links", "images"}
    check_metadata(publication["metadata"])
    check_links(publication["links"])
    rels = [link["rel"] for link in publication["links"]]
    assert rels[0] == "self"
    assert ACQUISITIONS & set(rels), "at least one acquisition link"
    assert set(rels) <= ACQUISITIONS | {"self"}
    check_links(publication["images"])
    kinds = {image["type"] for image in publication["images"]}
    assert kinds & {"image/jpeg", "image/png", "image/gif"}


def check_metadata(metadata: dict[str, Any]) -> None:
    assert metadata["@type"] == "http://schema.org/Book"
    assert metadata["title"]
    assert urlsplit(metadata["identifier"]).scheme in {"urn", "http", "https"}
    assert datetime.fromisoformat(metadata["modified"]).tzinfo is not None
    if "published" in metadata:
        date.fromisoformat(metadata["published"])
    if "language" in metadata:
        assert LANGUAGE.fullmatch(metadata["language"])
    if "numberOfPages" in metadata:
        assert type(metadata["numberOfPages"]) is int
        assert metadata["numberOfPages"] > 0
    for named in (*metadata.get("author", []), *metadata.get("subject", [])):
        assert named["name"]
        check_links(named["links"])
    assert None not in metadata.values()


def check_links(links: list[dict[str, Any]]) -> None:
    assert len({repr(link) for link in links}) == len(links), "none twice"
    for link in links:
        check_link(link)


def check_link(link: dict[str, Any]) -> None:
    address = link["href"]
    assert urlsplit(address).scheme in {"http", "https"}, "absolute"
    assert urlsplit(address).netloc
    assert ("{" in address) == link.get("templated", False)
    assert not re.search(r'[\s"<>\\^`|]', address)
    assert MEDIA_TYPE.fullmatch(link["type"])
    for side in ("width", "height"):
        assert link.get(side, 1) > 0
    properties = link.get("properties", {})
    if "price" in properties:
        assert type(properties["price"]["value"]) is float
        assert properties["price"]["value"] >= 0
        assert re.fullmatch(r"[A-Z]{3}", properties["price"]["currency"])
    for kind in properties.get("indirectAcquisition", []):
        assert MEDIA_TYPE.fullmatch(kind["type"])


def check_authentication(document: dict[str, Any]) -> None:
    assert urlsplit(document["id"]).netloc
    assert document["title"]
    check_links(document["links"])
    assert document["authentication"]
    for flow in document["authentication"]:
        assert urlsplit(flow["type"]).netloc
        assert all(type(label) is str for label in flow["labels"].values())


CHECKS = {
    FEED: check_feed,
    PUBLICATION: check_publication,
    AUTHENTICATION: check_authentication,
}


def checked(response: Any) -> dict[str, Any]:
    """The body, which is what its media type says."""
    body: dict[str, Any] = response.json()
    CHECKS[response["Content-Type"]](body)
    return body


def link_of(body: dict[str, Any], rel: str) -> dict[str, Any]:
    """The one link of a feed or a publication with this relation."""
    [found] = [link for link in body["links"] if link.get("rel") == rel]
    return found
