"""Does the watch tell an address with an account from one without?

    python bench/forgot.py [--requests 200] | grep "an account"

Asks a running gunicorn for password codes, for addresses with and without an account in
turn, over a kept connection. `DATABASE_URL` and `REDIS_URL` as for the store (default: a
temporary SQLite file and no broker: tasks run in the web process, after the answer, and
its mails are printed).
"""

from __future__ import annotations

import argparse
import json
import time
from http.client import HTTPConnection
from pathlib import Path
from statistics import mean, median, quantiles, stdev
from tempfile import TemporaryDirectory

from throughput import gunicorn, prepare, production

PORT = 8929


def ask(connection: HTTPConnection, email: str) -> float:
    body = json.dumps({"email": email})
    began = time.perf_counter()
    connection.request(
        "POST",
        "/auth/password/forgot/",
        body,
        {"Content-Type": "application/json"},
    )
    answer = connection.getresponse()
    answer.read()
    took = (time.perf_counter() - began) * 1000
    if answer.status != 202:
        raise SystemExit(f"{answer.status} for {email}")
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=200)
    count = parser.parse_args().requests
    with TemporaryDirectory() as folder:
        environment = production(Path(folder)) | {
            "THROTTLE_RATES": "mail:address=9999999/h,mail:account=9999999/h",
        }
        prepare(environment, 1, 1)
        url = f"http://127.0.0.1:{PORT}"
        took: dict[str, list[float]] = {"with": [], "without": []}
        with gunicorn("storefront.wsgi", url, environment, workers=1, threads=4):
            connection = HTTPConnection("127.0.0.1", PORT)
            for number in range(count + 20):
                pair = [("with", "alice@example.com"), ("without", "no@example.com")]
                for kind, email in pair if number % 2 else reversed(pair):
                    milliseconds = ask(connection, email)
                    time.sleep(0.01)
                    if number >= 20:
                        took[kind].append(milliseconds)
    for kind, values in took.items():
        low, _, high = quantiles(values, n=4)
        print(
            f"{kind:8} an account: median {median(values):.2f} ms"
            f" (quartiles {low:.2f} – {high:.2f}),"
            f" mean {mean(values):.2f} ± {stdev(values) / len(values) ** 0.5:.2f}"
        )


if __name__ == "__main__":
    main()
