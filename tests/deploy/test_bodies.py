"""A body that is refused is read all the same: a cut connection would hide the answer."""

from __future__ import annotations

from http.client import HTTPConnection

from tests.deploy.servers import Gunicorn
from tests.processes import HOST

JSON = {"Content-Type": "application/json"}


def test_a_client_that_sends_too_much_hears_why(server: Gunicorn) -> None:
    for _ in range(5):
        client = HTTPConnection(HOST, server.port, timeout=20)
        client.request("POST", "/store/carts/", b"x" * 4_900_000, JSON)
        assert client.getresponse().status == 413


def test_a_client_that_hangs_up_meanwhile_harms_nobody(server: Gunicorn) -> None:
    for _ in range(9):  # more than there are threads
        client = HTTPConnection(HOST, server.port, timeout=20)
        client.putrequest("POST", "/store/carts/")
        client.putheader("Content-Length", "4900000")
        client.endheaders(b"x" * 100_000)
        client.close()

    client = HTTPConnection(HOST, server.port, timeout=20)
    client.request("GET", "/store/products/")

    assert client.getresponse().status == 200
