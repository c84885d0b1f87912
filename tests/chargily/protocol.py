"""The documented API over HTTP, in the words of the server that keeps the checkouts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler
from socket import SHUT_RDWR
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from tests.chargily.faults import Fault

if TYPE_CHECKING:
    from tests.chargily.server import ChargilyServer


@dataclass(frozen=True)
class Received:
    """A request that the server got; the path is the one below the API's address."""

    method: str
    path: str
    headers: dict[str, str]  # names in small letters
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Problem(Exception):
    def __init__(self, status: int, message: str, **errors: list[str]) -> None:
        self.status = status
        self.content = {"message": message} | ({"errors": errors} if errors else {})
        super().__init__(message)


def answer(server: ChargilyServer, request: Received) -> tuple[int, Any]:
    """Status and content."""
    try:
        return 200, content(server, request)
    except Problem as problem:
        return problem.status, problem.content


def content(server: ChargilyServer, request: Received) -> Any:
    if request.headers.get("authorization") != f"Bearer {server.key}":
        raise Problem(401, "Unauthenticated.")
    url = urlsplit(request.path)
    match [request.method, *url.path.strip("/").split("/")]:
        case ["GET", "balance"]:
            return server.balance
        case ["GET", "checkouts"]:
            return page(server, url.query)
        case ["POST", "checkouts"]:
            return server.create(asked(request))
        case ["GET", "checkouts", checkout_id]:
            return found(server, checkout_id)
        case ["POST", "checkouts", checkout_id, "expire"]:
            return ended(server, checkout_id)
    raise Problem(404, "Not found.")


def found(server: ChargilyServer, checkout_id: str) -> dict[str, Any]:
    if checkout_id not in server.checkouts:
        raise Problem(404, "Checkout not found.")
    return server.checkouts[checkout_id]


def ended(server: ChargilyServer, checkout_id: str) -> dict[str, Any]:
    with server.lock:
        status = found(server, checkout_id)["status"]
        if status == "expired":
            raise Problem(400, "The checkout has already expired.")
        if status != "pending":
            raise Problem(403, "Only a pending checkout can be expired.")
        server.expire(checkout_id)
        return found(server, checkout_id)


def page(server: ChargilyServer, query: str) -> dict[str, Any]:
    given = {name: int(values[0]) for name, values in parse_qs(query).items()}
    number, size = given.get("page", 1), given.get("per_page", 10)
    newest_first = list(server.checkouts.values())[::-1]
    return {
        "livemode": server.livemode,
        "current_page": number,
        "data": newest_first[(number - 1) * size : number * size],
        "last_page": max(1, -(-len(newest_first) // size)),
        "per_page": size,
        "total": len(newest_first),
    }


def asked(request: Received) -> dict[str, Any]:
    """The body of a new checkout, once it is right."""
    try:
        body = json.loads(request.body)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Problem(400, "The body is no JSON object.")
    errors = {name: [said] for name, said in wrong(body)}
    if errors:
        raise Problem(422, next(iter(errors.values()))[0], **errors)
    return body


def wrong(body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    amount = body.get("amount")
    if type(amount) is not int or amount <= 0:
        yield "amount", "The amount must be an integer greater than 0."
    if body.get("currency") != "dzd":
        yield "currency", "The selected currency is invalid."
    for name in ("success_url", "failure_url", "webhook_endpoint"):
        if (name in body or name == "success_url") and not is_url(body.get(name)):
            yield name, f"The {name} must be a valid URL."
    if body.get("locale", "ar") not in ("ar", "en", "fr"):
        yield "locale", "The selected locale is invalid."
    if not isinstance(body.get("metadata"), dict | list | None):
        yield "metadata", "The metadata must be an array."


def is_url(value: object) -> bool:
    return isinstance(value, str) and value.startswith(("http://", "https://"))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    chargily: ChargilyServer

    def do_GET(self) -> None:
        # A client that gave up is no matter of the server's.
        with suppress(BrokenPipeError, ConnectionResetError):
            self.handle_with(self.chargily)

    def do_POST(self) -> None:
        self.do_GET()

    def handle_with(self, server: ChargilyServer) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        path = self.path.removeprefix(server.base)
        request = Received(self.command, path, headers, body)
        fault = server.received(request)
        if fault is None:
            self.answer(*as_bytes(server, request))
            return
        status, content = (
            as_bytes(server, request) if fault.works else (fault.status, b"{}")
        )
        if fault.body is not None:
            content = fault.body
        server.stopped.wait(fault.hang)
        self.spoil(replace(fault, status=status, body=content))

    def spoil(self, fault: Fault) -> None:
        body = fault.body or b""
        if fault.close:
            self.close_connection = True
            self.connection.shutdown(SHUT_RDWR)
        elif fault.half:
            self.start(fault.status, len(body), fault.headers)
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
        elif fault.drip:
            self.start(fault.status, len(body), fault.headers)
            for byte in body:
                self.wfile.write(bytes([byte]))
                if self.chargily.stopped.wait(fault.drip):
                    return
        else:
            self.answer(fault.status, body, fault.headers)

    def start(self, status: int, length: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        given = {"Content-Type": "application/json", **headers}
        for name, value in {**given, "Content-Length": str(length)}.items():
            self.send_header(name, value)
        self.end_headers()

    def answer(
        self, status: int, body: bytes, headers: dict[str, str] | None = None
    ) -> None:
        self.start(status, len(body), headers or {})
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


def as_bytes(server: ChargilyServer, request: Received) -> tuple[int, bytes]:
    with server.lock:
        status, content = answer(server, request)
        return status, json.dumps(content).encode()
