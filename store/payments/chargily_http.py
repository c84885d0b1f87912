"""Requests to Chargily: with time-outs, bounded answers, and repeated only if they read."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Mapping
from typing import Any

import requests
from django.conf import settings
from requests.auth import AuthBase
from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as ReadTimeout
from urllib3.util import Retry

from store.payments.chargily_account import address_of, hide_key, secret_key
from store.payments.chargily_errors import (
    ChargilyError,
    ChargilyRefused,
    ChargilyUnreachable,
    ChargilyUnusable,
)

logger = logging.getLogger(__name__)

ATTEMPTS = 3  # of a GET
BACKOFF = 0.2  # seconds before the second attempt, twice as many before the third
LONGEST_WAIT = 5.0  # seconds; who is asked to wait longer comes back another time
LONGEST_RETRY_AFTER = 3600  # seconds
LARGEST = 256 * 1024  # bytes of an answer
CHUNK = 16 * 1024
LONGEST_MESSAGE = 300  # characters

HEADERS = {
    "Accept": "application/json",
    # A small compressed answer may be a large one.
    "Accept-Encoding": "identity",
    "User-Agent": "storefront",
}


class Bearer(AuthBase):
    """Given as `auth`, so that no .netrc of the machine replaces it."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {secret_key()}"
        return request


def get(path: str) -> bytes:
    """What a GET answers, after three attempts at most.

    A time-out is not tried again: who waited for it has waited enough. Raises ChargilyOff,
    ChargilyUnreachable, ChargilyRefused, ChargilyUnusable.
    """
    pause = BACKOFF
    for _ in range(ATTEMPTS - 1):
        try:
            return send("GET", path)
        except ChargilyUnreachable as problem:
            wait = max(pause, problem.retry_after or 0)
            if problem.timed_out or wait > LONGEST_WAIT:
                raise
            logger.warning("%s; again in %.1f s", problem, wait)
        time.sleep(wait)
        pause *= 2
    return send("GET", path)


def post(path: str, body: Mapping[str, Any] | None = None) -> bytes:
    """What a POST answers; it is sent once.

    Raises ChargilyOff, ChargilyUnreachable, ChargilyRefused, ChargilyUnusable.
    """
    return send("POST", path, body)


def send(method: str, path: str, body: Mapping[str, Any] | None = None) -> bytes:
    secret_key()
    what = f"Chargily: {method} {path}"
    problem: ChargilyError
    try:
        status, headers, content = exchange(method, path, body)
    except (requests.Timeout, ReadTimeout, TimeoutError):
        problem = ChargilyUnreachable(f"{what} took too long", timed_out=True)
    except (requests.RequestException, HTTPError, OSError) as error:
        problem = ChargilyUnreachable(f"{what} got no answer ({type(error).__name__})")
    else:
        if not 200 <= status < 300:
            problem = refusal(f"{what} answered {status}", status, headers, content)
        elif len(content) > LARGEST:
            problem = ChargilyUnusable(f"{what} answered more than {LARGEST} bytes")
        else:
            return content
    # Not where it was caught: the library's errors hold the request, and that the key.
    raise problem


def exchange(
    method: str, path: str, body: Mapping[str, Any] | None
) -> tuple[int, Mapping[str, str], bytes]:
    """Status, headers and as much of the content as shows that it is too large.

    The session is of this request alone: nothing is shared with other threads or with
    forked workers, and no POST meets a connection that was closed in the meantime.
    """
    connect, read = settings.CHARGILY_CONNECT_TIMEOUT, settings.CHARGILY_READ_TIMEOUT
    end = time.monotonic() + connect + read
    with (
        requests.Session() as session,
        session.request(
            method,
            address_of(path),
            json=body,
            headers=HEADERS,
            auth=Bearer(),
            timeout=(connect, read),
            allow_redirects=False,
            stream=True,
        ) as response,
    ):
        return response.status_code, response.headers, content_of(response, end=end)


def content_of(response: requests.Response, *, end: float) -> bytes:
    """At most one chunk more than the largest answer. Raises TimeoutError after `end`.

    `read1` hands out what came: an answer that drips is noticed.
    """
    content = bytearray()
    while len(content) <= LARGEST:
        chunk = response.raw.read1(CHUNK, decode_content=False)
        if not chunk:
            break
        content += chunk
        if time.monotonic() > end:
            raise TimeoutError
    return bytes(content)


def refusal(
    said: str, status: int, headers: Mapping[str, str], content: bytes
) -> ChargilyError:
    if status == 429 or status >= 500:
        return ChargilyUnreachable(said, retry_after=seconds(headers))
    if status >= 400:
        return ChargilyRefused(f"{said}{reason(content)}", status=status)
    return ChargilyUnusable(said)


def seconds(headers: Mapping[str, str]) -> float | None:
    """What Retry-After says, as a number or as a date."""
    try:
        value = Retry(retry_after_max=LONGEST_RETRY_AFTER).parse_retry_after(
            headers["Retry-After"]
        )
    except (KeyError, HTTPError, ValueError, OverflowError):
        return None
    return float(value)


def reason(content: bytes) -> str:
    """The message of a refusal on one line, without the key if it was repeated."""
    try:
        message = json.loads(content)["message"]
    except (ValueError, RecursionError, LookupError, TypeError):
        return ""
    line = "".join(c if c.isprintable() else " " for c in hide_key(str(message)))
    return f": {line[:LONGEST_MESSAGE]}"
