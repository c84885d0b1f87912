"""tags and likes work in a project without the store."""

from __future__ import annotations

import os
import subprocess
import sys

from storefront.env import BASE_DIR


def test_tags_and_likes_pass_their_tests_in_a_project_without_the_store() -> None:
    answer = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "tests/tags", "tests/likes", "-q"),
            *(
                "--noconftest",
                "--ds=tests.settings_pluggable",
                "-p",
                "no:cacheprovider",
            ),
        ],
        cwd=BASE_DIR,
        env={
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("PYTEST_", "DATABASE_URL"))
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "13 passed" in answer.stdout
