"""The load test of the contract, with its server, in one command.

    DATABASE_URL=mysql://root@127.0.0.1:3306/load REDIS_URL=redis://127.0.0.1:6379/5 \\
        python bench/load.py [--users 1000] [--spawn-rate 10] [--seconds 300]

Needs `tools/dev.py sync load`. Migrates and seeds the database, starts gunicorn with
production settings and `deploy/gunicorn.conf.py`, runs `locustfiles/browse_products.py`
headless against it, and prints Locust's figures and the CPU time of each side. Exits with
1 when a request failed or the 95th percentile is over the limit.
"""

from __future__ import annotations

import argparse
import csv
import os
import resource
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
PORT = 8941
MOST_MILLISECONDS = 250


def environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "storefront.settings.prod",
        "SECRET_KEY": "bench-only-not-a-secret-but-long-enough-for-hs256",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECURE_SSL_REDIRECT": "false",
        "MEDIA_ROOT": str(folder / "media"),
        "DJANGO_LOG_FILE": str(folder / "log"),
        "BIND": f"127.0.0.1:{PORT}",
        # The users talk to gunicorn itself and think for up to five seconds: nginx would
        # keep their connections over that, and over the replacement of a worker.
        "WEB_KEEPALIVE": "30",
        "WEB_MAX_REQUESTS": "0",
        "PYTHONWARNINGS": "ignore",
    }


def serve(env: dict[str, str], folder: Path) -> subprocess.Popen:
    with (folder / "gunicorn.log").open("w") as log:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "storefront.wsgi"),
                *("--config", "deploy/gunicorn.conf.py"),
            ],
            cwd=ROOT,
            env=env,
            stdout=log,
            stderr=log,
        )
    for _ in range(100):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/store/", timeout=1)
        except OSError:
            time.sleep(0.2)
        else:
            return server
    server.kill()
    raise SystemExit((folder / "gunicorn.log").read_text())


def attack(arguments: argparse.Namespace, folder: Path) -> None:
    subprocess.run(
        [
            *(sys.executable, "-m", "locust", "--headless", "--only-summary"),
            *("-f", "locustfiles/browse_products.py"),
            *("--host", f"http://127.0.0.1:{PORT}"),
            *("--users", str(arguments.users)),
            *("--spawn-rate", str(arguments.spawn_rate)),
            *("--run-time", f"{arguments.seconds}s"),
            *("--csv", str(folder / "figures")),
        ],
        cwd=ROOT,
        check=False,
    )


def judge(folder: Path) -> int:
    with (folder / "figures_stats.csv").open() as file:
        (total,) = [row for row in csv.DictReader(file) if row["Name"] == "Aggregated"]
    failures, p95 = int(total["Failure Count"]), float(total["95%"])
    print(
        f"{total['Request Count']} requests, {failures} failed,"
        f" {float(total['Requests/s']):.0f}/s, p50 {total['50%']} ms, p95 {p95:.0f} ms,"
        f" p99 {total['99%']} ms"
    )
    return int(failures > 0 or p95 > MOST_MILLISECONDS)


def seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=1000)
    parser.add_argument("--spawn-rate", type=int, default=10)
    parser.add_argument("--seconds", type=int, default=300)
    arguments = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        env = environment(folder)
        manage = [sys.executable, "manage.py"]
        subprocess.run([*manage, "migrate", "-v0"], cwd=ROOT, env=env, check=True)
        subprocess.run(
            [*manage, "seed_db", "--force", "-v0"], cwd=ROOT, env=env, check=True
        )
        before = seconds_of_children()
        server = serve(env, folder)
        attack(arguments, folder)
        locust = seconds_of_children() - before
        server.terminate()
        server.wait(timeout=60)
        gunicorn = seconds_of_children() - before - locust
        print(f"CPU: gunicorn {gunicorn:.0f} s, locust {locust:.0f} s")
        return judge(folder)


if __name__ == "__main__":
    sys.exit(main())
