"""What the settings read is what the documents name."""

from __future__ import annotations

import re

from storefront.env import BASE_DIR

READ = re.compile(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"')


def variables_read() -> set[str]:
    files = [
        BASE_DIR / "storefront/env.py",
        *(BASE_DIR / "storefront/settings").glob("*.py"),
    ]
    return {name for file in files for name in READ.findall(file.read_text())}


def test_the_example_names_every_variable_that_is_read() -> None:
    text = (BASE_DIR / ".env.example").read_text()
    named = set(re.findall(r"^# ?([A-Z_]+)=", text, re.MULTILINE))

    assert named - {"DJANGO_SETTINGS_MODULE"} == variables_read()


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
