"""What the settings read is what the documents name."""

from __future__ import annotations

import re

from storefront.env import BASE_DIR

PYTHON = re.compile(r'(?:env(?:\.\w+)?|environ\.get)\(\s*["\']([A-Z0-9_]+)["\']')
SHELL = re.compile(r"(?<!\$)\$\{([A-Z0-9_]+)")
DJANGO = "DJANGO_SETTINGS_MODULE"


def variables_read() -> set[str]:
    """By the settings and by what starts the server or the containers."""
    python = [
        BASE_DIR / "storefront/env.py",
        *(BASE_DIR / "storefront/settings").glob("*.py"),
        *(BASE_DIR / "deploy").glob("*.py"),
    ]
    shell = [*(BASE_DIR / "deploy").glob("*.sh"), BASE_DIR / "docker-compose.yml"]
    return {
        name
        for pattern, files in ((PYTHON, python), (SHELL, shell))
        for file in files
        for name in pattern.findall(file.read_text())
    }


def test_the_example_names_every_variable_that_is_read() -> None:
    text = (BASE_DIR / ".env.example").read_text()
    named = set(re.findall(r"^# ?([A-Z0-9_]+)=", text, re.MULTILINE))

    assert named - {DJANGO} == variables_read() - {DJANGO}


def test_the_documentation_names_every_variable_that_is_read() -> None:
    text = (BASE_DIR / "docs/configuration.md").read_text()

    assert {name for name in variables_read() if f"`{name}`" not in text} == set()


def test_only_the_env_module_reads_the_environment() -> None:
    readers = [
        str(path.relative_to(BASE_DIR))
        for folder in ("storefront", "store", "store_custom", "tags", "likes", "core")
        for path in (BASE_DIR / folder).rglob("*.py")
        if "os.environ[" in path.read_text() or "os.getenv" in path.read_text()
    ]

    assert readers == []
