"""Requests/s of the hot endpoints as ratios to a bare Django view, in one interleaved run.

    python bench/throughput.py [--rounds 5] [--seconds 3]

Needs `wrk`. Starts two gunicorns (2 workers, 4 threads each): the store with production
settings, and `bench/bare.py`. Every round measures every endpoint for some seconds, in
turned order, so that whatever else the machine does falls on all of them alike; a ratio is
the median of the rounds' ratios. `DATABASE_URL` names an empty database (default: a
temporary SQLite file).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent
CARTS_PER_SECOND = 700
STORE, BARE = "http://127.0.0.1:8921", "http://127.0.0.1:8922"
ENDPOINTS = ("bare", "list", "detail", "cart_add", "checkout")
LUA = """
local carts, at = {}, 0
for line in io.lines(os.getenv("BENCH_CARTS")) do carts[#carts + 1] = line end
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "JWT " .. os.getenv("BENCH_TOKEN")
function request()
  at = at + 1
  local cart = carts[(at - 1) % #carts + 1]
  if os.getenv("BENCH_KIND") == "checkout" then
    return wrk.format(nil, "/store/orders/", nil, '{"cart_id":"' .. cart .. '"}')
  end
  local body = '{"quantity":1,"product_id":' .. (at % 10 + 1) .. '}'
  return wrk.format(nil, "/store/carts/" .. cart .. "/items/", nil, body)
end
"""


@contextmanager
def gunicorn(
    application: str,
    url: str,
    environment: dict[str, str],
    *,
    workers: int = 2,
    threads: int = 4,
) -> Iterator[int]:
    """Serve; the pid of the master."""
    command = [
        *(sys.executable, "-m", "gunicorn", application, "--no-control-socket"),
        *("--worker-class", "gthread", "--workers", str(workers)),
        *("--threads", str(threads), "--bind", url.removeprefix("http://")),
        *("--log-level", "warning"),
    ]
    process = subprocess.Popen(command, cwd=HERE.parent, env=environment)
    try:
        wait_for(url)
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(url: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{url}/store/vendors/", timeout=1)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"{url} does not answer")


def measure(
    kind: str,
    seconds: int,
    prepared: dict,
    folder: Path,
    round_: int,
    store: str = STORE,
) -> float:
    """Requests/s; anything but a 2xx ends the bench."""
    url = {"bare": f"{BARE}/bare/", "list": f"{store}/store/products/"}.get(kind, store)
    if kind == "detail":
        url = f"{store}/store/products/11/"
    command = ["wrk", "-t1", "-c16", f"-d{seconds}s", url]
    environment = dict(os.environ)
    if kind in {"cart_add", "checkout"}:
        share = len(prepared["carts"]) // prepared["rounds"] // 2
        start = (round_ * 2 + (kind == "checkout")) * share
        carts = folder / "carts"
        carts.write_text("\n".join(prepared["carts"][start : start + share]))
        (folder / "post.lua").write_text(LUA)
        command[1:1] = ["-s", str(folder / "post.lua")]
        environment |= {
            "BENCH_CARTS": str(carts),
            "BENCH_TOKEN": prepared["token"],
            "BENCH_KIND": kind,
        }
    output = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True
    ).stdout
    if "Non-2xx" in output:
        raise SystemExit(f"{kind}: not every answer was a success\n{output}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])


def production(folder: Path) -> dict[str, str]:
    """The environment of a store that keeps everything in the folder."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "storefront.settings.prod",
        "DATABASE_URL": os.environ.get(
            "DATABASE_URL", f"sqlite:///{folder}/db.sqlite3"
        ),
        "MEDIA_ROOT": str(folder / "media"),
        "SECRET_KEY": "bench-only-not-a-secret-but-long-enough-for-hs256",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECURE_SSL_REDIRECT": "false",
        "DJANGO_LOG_LEVEL": "ERROR",
        "DJANGO_LOG_FILE": str(folder / "log"),
        "PYTHONPATH": str(HERE.parent),
        "PYTHONWARNINGS": "ignore",
    }


def prepare(environment: dict[str, str], rounds: int, seconds: int) -> dict:
    carts = str(rounds * 2 * CARTS_PER_SECOND * seconds)
    command = [sys.executable, str(HERE / "prepare.py"), carts]
    answer = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True
    )
    return {**json.loads(answer.stdout), "rounds": rounds}


def run(rounds: int, seconds: int, folder: Path) -> dict[str, list[float]]:
    environment = production(folder)
    prepared = prepare(environment, rounds, seconds)
    figures: dict[str, list[float]] = {kind: [] for kind in ENDPOINTS}
    with ExitStack() as servers:
        servers.enter_context(gunicorn("storefront.wsgi", STORE, environment))
        servers.enter_context(gunicorn("bench.bare", BARE, dict(os.environ)))
        for kind in ENDPOINTS[:3]:
            measure(kind, 1, prepared, folder, 0)
        for round_ in range(rounds):
            for kind in ENDPOINTS if round_ % 2 else reversed(ENDPOINTS):
                figures[kind].append(measure(kind, seconds, prepared, folder, round_))
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3)
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        figures = run(arguments.rounds, arguments.seconds, Path(folder))
    print(f"{'endpoint':10} {'requests/s':>10} {'ratio':>7} {'min':>7} {'max':>7}")
    for kind, values in figures.items():
        ratios = [one / bare for one, bare in zip(values, figures["bare"], strict=True)]
        print(
            f"{kind:10} {median(values):10.0f} {median(ratios):7.3f}"
            f" {min(ratios):7.3f} {max(ratios):7.3f}"
        )


if __name__ == "__main__":
    main()
