"""A seeded store, backed up and restored somewhere else by the two commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.core.backup.places import Place

# Each start of Django takes a second or more: these do in one what a person does in some.
SEED = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("seed_db", verbosity=0)
"""
VISIT = """
import django, json
django.setup()
from django.core.management import call_command
from django.test import Client
call_command("migrate", check_unapplied=True, verbosity=0)
client = Client()
listed = client.get("/store/products/?page_size=5&search=mango").json()
picture = client.get(listed["results"][0]["images"][0]["image"])
body = {"username": "alice", "password": "Mango-Tree-42"}
token = client.post("/auth/jwt/create/", body, "application/json").json()["access"]
headers = {"authorization": f"JWT {token}"}
orders = client.get("/store/orders/", headers=headers).json()
cart = client.post("/store/carts/", {}, "application/json").json()["id"]
line = {"product_id": listed["results"][0]["id"], "quantity": 1}
client.post(f"/store/carts/{cart}/items/", line, "application/json")
bought = client.post(
    "/store/orders/", {"cart_id": cart}, "application/json", headers=headers
)
print(json.dumps({
    "products": listed["count"],
    "titles": [row["title"] for row in listed["results"]],
    "picture": [picture.status_code, len(picture.getvalue())],
    "orders": len(orders),
    "bought": bought.status_code,
}))
"""


def visit(place: Place) -> dict:
    """What a visitor and a customer of the store see over HTTP."""
    answer = place.run("-c", VISIT)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout.splitlines()[-1])


def test_a_store_is_restored_whole(
    place: Place, other_place: Place, tmp_path: Path
) -> None:
    seeded = place.run("-c", SEED)
    assert seeded.returncode == 0, seeded.stderr
    folder = tmp_path / "backups"

    saved = place.manage("backup", str(folder))
    assert (saved.returncode, saved.stderr) == (0, "")
    (archive,) = folder.iterdir()
    assert archive.stat().st_mode & 0o777 == 0o600
    restored = other_place.manage("restore", str(archive))

    assert (restored.returncode, restored.stderr) == (0, "")
    tables, files = place.tables(), place.files()
    assert len(tables["store_product"]) == len(tables["store_productimage"]) == 1111
    assert other_place.tables() == tables
    assert other_place.schema() == place.schema()
    assert len(files) == 1149
    assert other_place.files() == files
    assert len(place.private_files()) == 96
    assert other_place.private_files() == place.private_files()

    seen = visit(place)
    assert seen["bought"] == 201
    assert seen["picture"][0] == 200
    assert seen["picture"][1] > 1000
    assert visit(other_place) == seen
    sold = other_place.tables()
    assert len(sold["store_order"]) == len(tables["store_order"]) + 1

    again = other_place.manage("restore", str(archive))
    assert again.returncode == 1
    assert "Nothing was touched" in again.stderr
    assert "--force" in again.stderr
    assert other_place.tables() == sold
    assert other_place.files() == files

    forced = other_place.manage("restore", str(archive), "--force")
    assert (forced.returncode, forced.stderr) == (0, "")
    assert other_place.tables() == tables


@pytest.mark.parametrize("arguments", [[], ["--force"]])
def test_a_freshly_migrated_database_counts_as_empty(
    archive: Path, place: Place, arguments: list[str]
) -> None:
    place.manage("migrate", "-v0")

    answer = place.manage("restore", str(archive), *arguments)

    assert (answer.returncode, answer.stderr) == (0, "")
    assert len(place.tables()["store_product"]) == 1
