"""Server time of the dashboards for somebody with a long past.

    python bench/dashboards.py [--orders 5000] [--vendor-orders 100000] [--asks 50]
    DATABASE_URL=mysql://root@127.0.0.1:3306/bench python bench/dashboards.py

Without DATABASE_URL in a SQLite file of its own. Migrates an empty database, seeds it, asks
for each dashboard over the WSGI handler, in one process with production settings, and
prints median and 95th percentile in milliseconds, and the number of queries. To add a
dashboard, add an entry to `dashboards()`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from long_past import (
    make_catalogue,
    make_customers,
    make_history,
    make_marks,
    make_orders,
    make_sales,
    make_staff,
)

ROOT = Path(__file__).resolve().parent.parent
REPORTS = (
    "summary/",
    "sales/",
    "sales/?by=month&from={year}",
    "best-sellers/",
    "best-sellers/?from={year}",
    "best-sellers/?from={year}&format=csv&limit=1000",
    "vendors/?from={year}",
    "collections/?from={year}",
)


def prepare(folder: Path) -> None:
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/db.sqlite3")
    os.environ.update(
        DJANGO_SETTINGS_MODULE="storefront.settings.prod",
        MEDIA_ROOT=str(folder / "media"),
        SECRET_KEY="bench-only-not-a-secret-but-long-enough-for-hs256",
        ALLOWED_HOSTS="testserver",
        SECURE_SSL_REDIRECT="false",
        DJANGO_LOG_FILE="/dev/null",
        DJANGO_LOG_LEVEL="ERROR",
        PYTHONWARNINGS="ignore",
    )
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.STATIC_ROOT = folder / "static"  # the admin's pages name its files
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("migrate", verbosity=0)


def dashboards(orders: int, sales: int) -> dict[str, tuple[Any, str]]:
    """Name: who asks, and for what; seeds the database it runs on."""
    from django.utils import timezone

    products = make_catalogue()
    customers = make_customers(5000)
    make_orders(orders, customers, products)
    make_history(customers[:50], products)
    make_marks(customers[:50], products)
    owner = make_sales(sales, customers[1:], products)
    vendor = f"/store/vendors/{owner.vendor_id}"
    staff = make_staff()
    year = timezone.localdate() - timedelta(days=364)
    return {
        **{
            f"report: {name}": (staff, f"/store/reports/{name}".format(year=year))
            for name in REPORTS
        },
        "admin's front page": (staff, "/admin/"),
        "vendor": (owner.user, f"{vendor}/dashboard/"),
        "vendor's customers": (owner.user, f"{vendor}/customers/"),
        "vendor's orders": (owner.user, f"{vendor}/orders/?page_size=20"),
        "customer": (customers[0].user, "/store/customers/me/dashboard/"),
        "history": (customers[0].user, "/store/customers/me/history/"),
    }


def measure(user: Any, url: str, asks: int) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from rest_framework.test import APIClient
    from rest_framework_simplejwt.tokens import AccessToken

    client = APIClient()
    if url.startswith("/admin/"):
        client.force_login(user)
    client.credentials(HTTP_AUTHORIZATION=f"JWT {AccessToken.for_user(user)}")

    def ask() -> float:
        start = perf_counter()
        response = client.get(url)
        taken = perf_counter() - start
        assert response.status_code == 200, response.content
        return taken * 1000

    with CaptureQueriesContext(connection) as captured:
        ask()
        queries = len(captured)
    taken = [ask() for _ in range(asks)]
    return {
        "median_ms": round(median(taken), 1),
        "p95_ms": round(quantiles(taken, n=20)[-1], 1),
        "queries": queries,
        "bytes": len(client.get(url).content),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=5000)
    parser.add_argument("--vendor-orders", type=int, default=100_000)
    parser.add_argument("--asks", type=int, default=50)
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        prepare(Path(folder))
        from django.db import connection

        seeded = dashboards(arguments.orders, arguments.vendor_orders)
        for name, (user, url) in seeded.items():
            figures = measure(user, url, arguments.asks)
            print(
                json.dumps({"dashboard": name, "engine": connection.vendor, **figures})
            )


if __name__ == "__main__":
    main()
