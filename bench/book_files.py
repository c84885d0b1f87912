"""How much memory a large file costs: brought, looked into, and downloaded in both ways.

    .venv/bin/python -m bench.book_files [--megabytes 200]

A gunicorn with production settings and two workers; no broker, so that the file is looked
into before the answer. Its memory at the highest point (VmHWM) is read before and after.
Then another one behind an nginx that sends the file (STORE_ACCEL_REDIRECT), if there is one.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

from tests.deploy.proxy import MAIN, NGINX, nginx
from tests.deploy.servers import Gunicorn, manage, production
from tests.processes import ROOT, free_port

BOUNDARY = "bench-of-book-files"
FILL = """
import django, json
django.setup()
from store.models import Book
from tests.builders import PASSWORD, make_entry, make_product, make_user
staff = make_user("staff", is_staff=True)
product = make_product()
Book.objects.create(product=product)
entry = make_entry(staff.customer, product)
print(json.dumps({"product": product.pk, "entry": entry.pk, "password": PASSWORD}))
"""


SITE = """
server {{
    listen 127.0.0.1:{port};
    location / {{ proxy_pass http://127.0.0.1:{upstream}; }}
    location /protected/ {{ internal; alias {protected}/; }}
}}
"""


def large_pdf(megabytes: int) -> Iterator[bytes]:
    """One page, and an attachment that nobody asks for."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 300] >>",
    ]
    at, starts = 9, []
    yield b"%PDF-1.4\n"
    for number, content in enumerate(objects, 1):
        starts.append(at)
        piece = b"%d 0 obj\n%b\nendobj\n" % (number, content)
        at += len(piece)
        yield piece
    starts.append(at)
    head = b"4 0 obj\n<< /Length %d >>\nstream\n" % (megabytes * 1_000_000)
    yield head
    for _ in range(megabytes):
        yield os.urandom(1_000_000)
    tail = b"\nendstream\nendobj\n"
    yield tail
    at += len(head) + megabytes * 1_000_000 + len(tail)
    yield b"xref\n0 5\n0000000000 65535 f \n"
    yield b"".join(b"%010d 00000 n \n" % start for start in starts)
    yield b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % at


def form(file: Path) -> tuple[int, Iterator[bytes]]:
    """A multipart body and its length."""
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; '
        f'filename="a"\r\nContent-Type: application/octet-stream\r\n\r\n'
    ).encode()
    tail = f"\r\n--{BOUNDARY}--\r\n".encode()

    def body() -> Iterator[bytes]:
        yield head
        with file.open("rb") as stream:
            while chunk := stream.read(1 << 16):
                yield chunk
        yield tail

    return len(head) + file.stat().st_size + len(tail), body()


def ask(
    port: int, verb: str, path: str, body: Any = None, **headers: str
) -> HTTPResponse:
    client = HTTPConnection("127.0.0.1", port, timeout=300)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    client.request(verb, path, body, named)
    return client.getresponse()


def ask_json(port: int, path: str, body: dict[str, Any], **headers: str) -> Any:
    text = json.dumps(body)
    answer = ask(port, "POST", path, text, Content_Type="application/json", **headers)
    return json.loads(answer.read())


def forget_highest(workers: set[int]) -> int:
    """The memory from which they start again, the larger one, in MB.

    Hashing the password of whoever signs in took much more, once.
    """
    for pid in workers:
        Path(f"/proc/{pid}/clear_refs").write_text("5")
    return highest(workers)


def highest(workers: set[int]) -> int:
    """The largest memory that one of the processes had, in MB."""
    texts = [Path(f"/proc/{pid}/status").read_text() for pid in workers]
    return max(int(text.split("VmHWM:")[1].split()[0]) for text in texts) // 1024


def look_into(file: Path) -> int:
    """By the program alone: its memory at the highest point, in MB."""
    command = [sys.executable, "-m", "store.reading.inspector", "pdf", str(file), "-"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0
    return usage.ru_maxrss // 1024


def sign_in(port: int, made: dict[str, Any]) -> dict[str, str]:
    signed_in = {"username": "staff", "password": made["password"]}
    token = ask_json(port, "/auth/jwt/create/", signed_in)["access"]
    return {"Authorization": f"JWT {token}"}


def measure(server: Gunicorn, made: dict[str, Any], file: Path) -> None:
    port, workers = server.port, server.workers()
    auth = sign_in(port, made)
    ask(port, "GET", f"/store/products/{made['product']}/files/", **auth).read()
    print(f"before:     {forget_highest(workers)} MB")
    length, body = form(file)
    start = time.perf_counter()
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    answer = ask(
        port, "POST", f"/store/products/{made['product']}/files/", body,
        Content_Type=kind, Content_Length=str(length), **auth,
    )  # fmt: skip
    told = json.loads(answer.read())
    took = time.perf_counter() - start
    print(
        f"brought:    {highest(workers)} MB, {took:.1f} s, {answer.status} {told['status']}"
    )
    forget_highest(workers)
    took = download(port, made, file, auth)
    print(f"streamed:   {highest(workers)} MB, {took:.1f} s")


def measure_nginx(
    server: Gunicorn, made: dict[str, Any], file: Path, folder: Path
) -> None:
    port, workers = free_port(), server.workers()
    main = folder / "nginx.conf"
    main.write_text(MAIN.format(folder=folder, user="user root;"))
    protected = server.environment["PRIVATE_ROOT"]
    site = SITE.format(port=port, upstream=server.port, protected=protected)
    (folder / "site.conf").write_text(site)
    with nginx(main, port):
        auth = sign_in(server.port, made)
        master = int((folder / "nginx.pid").read_text())
        children = Path(f"/proc/{master}/task/{master}/children").read_text()
        senders = {int(pid) for pid in children.split()}
        forget_highest(workers | senders)
        took = download(port, made, file, auth)
        own = highest(senders)
    print(f"by nginx:   {highest(workers)} MB, nginx {own} MB, {took:.1f} s")


def download(
    port: int, made: dict[str, Any], file: Path, auth: dict[str, str]
) -> float:
    """How many seconds it took."""
    path = f"/store/customers/me/library/{made['entry']}/download/"
    url = ask_json(port, path, {"format": "pdf"}, **auth)["url"]
    start = time.perf_counter()
    answer = ask(port, "GET", "/" + url.split("/", 3)[3])
    size = 0
    while chunk := answer.read(1 << 16):
        size += len(chunk)
    assert size == file.stat().st_size, (size, answer.status)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=200)
    megabytes = parser.parse_args().megabytes
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "large.pdf"
        with file.open("wb") as stream:
            stream.writelines(large_pdf(megabytes))
        environment = production(
            folder,
            f"sqlite:///{folder}/bench.sqlite3",
            STORE_BOOK_FILE_MAX_MB=str(megabytes + 50),
        )
        manage(environment, "migrate", "--verbosity", "0")
        answer = subprocess.run(
            [sys.executable, "-c", FILL], cwd=ROOT, env=environment,
            stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
        print(f"looked into by a process of {look_into(file)} MB")
        made = json.loads(answer.stdout)
        with Gunicorn(environment) as server:
            measure(server, made, file)
        if NGINX is not None:
            environment["STORE_ACCEL_REDIRECT"] = "/protected/"
            with Gunicorn(environment) as server:
                measure_nginx(server, made, file, folder)


if __name__ == "__main__":
    main()
