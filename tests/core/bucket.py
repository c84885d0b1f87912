"""A server that speaks S3, in this process, and what it was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from email.message import Message
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

from store.models import Product, ProductImage
from tests.builders import picture

NAME = "store-files"
KEYS = {"access_key": "anyone", "secret_key": "a secret"}


class Bucket:
    """The address of a bucket, and the requests that its server got."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self.requests: list[str] = []
        self.answering = False

    def options(self, **others: Any) -> dict[str, Any]:
        """For Django's STORAGES, as the settings make them for a server of one's own."""
        return {
            "bucket_name": NAME,
            "endpoint_url": self.endpoint,
            "region_name": "us-east-1",
            "addressing_style": "path",
            "querystring_auth": False,
            **KEYS,
            **others,
        }

    def counting(self, app: Callable) -> Callable:
        def answer(environ: dict[str, Any], start: Callable) -> Iterable[bytes]:
            self.requests.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")
            return app(environ, start)

        return answer


@contextmanager
def bucket_server() -> Iterator[Bucket]:
    from boto3 import client
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    bucket = Bucket(f"http://{host}:{port}")
    s3 = client(
        "s3",
        endpoint_url=bucket.endpoint,
        region_name="us-east-1",
        aws_access_key_id=KEYS["access_key"],
        aws_secret_access_key=KEYS["secret_key"],
    )
    s3.create_bucket(Bucket=NAME, ACL="public-read")
    server._server.app = bucket.counting(server._server.app)
    try:
        yield bucket
    finally:
        server.stop()


def fetch(url: str) -> tuple[int, bytes, Message]:
    """Status, body and headers, as anybody gets them."""
    try:
        with urlopen(url, timeout=10) as answer:
            return answer.status, answer.read(), answer.headers
    except HTTPError as error:
        return error.code, error.read(), error.headers


def images_of(product: Product, image: ProductImage | None = None) -> str:
    """The address in the API of a product's images, or of one of them."""
    tail = f"{image.pk}/" if image else ""
    return f"/store/products/{product.pk}/images/{tail}"


def upload(client: Any, product: Product, file: Any = None) -> Any:
    return client.post(
        images_of(product), {"image": file or picture()}, format="multipart"
    )
