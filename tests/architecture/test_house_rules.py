"""What reviewers would otherwise have to count."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from storefront import env

ROOT = Path(env.BASE_DIR)
SOURCES = sorted(
    path
    for folder in (
        *("storefront", "store", "store_custom", "tags", "likes", "core"),
        *("tests", "bench", "tools"),
    )
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 40


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in SOURCES
        if (lines := len(path.read_text().splitlines())) > MOST_LINES
    }

    assert long == {}


def test_no_function_of_the_product_is_longer_than_forty_lines() -> None:
    long = {}
    for path in SOURCES:
        if path.relative_to(ROOT).parts[0] in {"tests", "bench"}:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > MOST_LINES_OF_A_FUNCTION:
                    long[f"{path.relative_to(ROOT)}:{node.name}"] = lines

    assert long == {}


@pytest.mark.parametrize("name", ["Pipfile", "Pipfile.lock"])
def test_the_lock_names_no_host(name: str) -> None:
    assert "://" not in (ROOT / name).read_text()


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_production_refuses_to_start_without_its_secrets() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        cwd=ROOT,
        env={"DJANGO_SETTINGS_MODULE": "storefront.settings.prod", "PATH": "/usr/bin"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode != 0
    assert "SECRET_KEY" in answer.stderr
