"""A real nginx with the files of deploy/, only its addresses and folders replaced."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storefront.env import BASE_DIR
from tests.processes import Process, answers, running

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
MAIN = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 256; }}
http {{
    include /etc/nginx/mime.types;
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def make_certificate(folder: Path) -> None:
    subject = ["-subj", "/CN=store.example", "-days", "2", "-nodes"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    command = ["openssl", "req", "-x509", "-newkey", "ec"]
    curve = ["-pkeyopt", "ec_paramgen_curve:prime256v1"]
    subprocess.run(
        [*command, *curve, *subject, *files], check=True, capture_output=True
    )


def write_files(folder: Path, replaced: dict[str, str], *, site: str) -> Path:
    """The main file, with the site as it is but for what is replaced in it."""
    text = (BASE_DIR / "deploy" / site).read_text()
    snippet = folder / "store.conf"
    snippet.write_text((BASE_DIR / "deploy/nginx/store.conf").read_text())
    for old, new in {**replaced, "snippets/store.conf": str(snippet)}.items():
        assert old in text, f"{site} has no {old}"
        text = text.replace(old, new)
    (folder / "site.conf").write_text(text)
    # Otherwise its workers are nobody, who may not look into a test's folder.
    user = "user root;" if os.geteuid() == 0 else ""
    main = folder / "nginx.conf"
    main.write_text(MAIN.format(folder=folder, user=user))
    return main


def check(main: Path) -> str:
    """What `nginx -t` says about the files; fails when it does not like them."""
    assert NGINX is not None
    answer = subprocess.run(
        [NGINX, "-t", "-p", str(main.parent), "-c", str(main)],
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stderr


@contextmanager
def nginx(main: Path, port: int) -> Iterator[None]:
    check(main)
    assert NGINX is not None
    process = Process(
        *(NGINX, "-p", str(main.parent), "-c", str(main)),
        env=dict(os.environ),
        log=main.with_name("console"),
    )
    with running(process.until(lambda: answers(port))):
        yield
