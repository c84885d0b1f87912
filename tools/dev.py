#!/usr/bin/env python3
"""Set the project up, serve it and test it, with nothing but the standard library.

    python3 tools/dev.py run     install, migrate, seed and serve on http://127.0.0.1:8000
    python3 tools/dev.py test    install what tests need and run them
    python3 tools/dev.py sync [dev mysql s3 ops load e2e]    install the locked packages
    python3 tools/dev.py lock    re-lock the Pipfile

Packages come from Pipfile.lock, hash-checked, into ./.venv. `pipenv sync` does the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(BIN / "python")
LOCK = ROOT / "Pipfile.lock"
SECTIONS = {"default": "default", "dev": "develop"} | {
    name: name for name in ("mysql", "s3", "ops", "load", "e2e")
}


def call(*command: str, **environment: str) -> None:
    """Run a command in the project folder; stop with its exit code when it fails."""
    code = subprocess.call(command, cwd=ROOT, env={**os.environ, **environment})
    if code:
        sys.exit(code)


def requirement(name: str, package: dict) -> str:
    """One line of a requirements file from one entry of Pipfile.lock."""
    extras = f"[{','.join(package['extras'])}]" if package.get("extras") else ""
    markers = f" ; {package['markers']}" if package.get("markers") else ""
    hashes = "".join(f" --hash={value}" for value in package["hashes"])
    return f"{name}{extras}{package['version']}{markers}{hashes}"


def ensure_venv() -> None:
    if Path(PYTHON).exists():
        return
    print("Creating .venv", flush=True)
    try:
        venv.create(VENV, with_pip=True)
    except subprocess.CalledProcessError:
        sys.exit(
            "Python's venv module has no pip here. "
            "On Debian and Ubuntu: apt-get install python3-venv"
        )


def sync(*categories: str) -> None:
    """Install the locked packages of the given categories, unless they are already there."""
    ensure_venv()
    lock = json.loads(LOCK.read_text())
    for category in ("default", *categories):
        lines = sorted(
            requirement(name, package)
            for name, package in lock[SECTIONS[category]].items()
        )
        text = "\n".join(lines) + "\n"
        stamp = VENV / f".synced-{category}"
        digest = hashlib.sha256(text.encode()).hexdigest()
        if stamp.exists() and stamp.read_text() == digest:
            continue
        print(f"Installing {len(lines)} packages ({category})", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            requirements = Path(folder) / "requirements.txt"
            requirements.write_text(text)
            call(
                *(PYTHON, "-m", "pip", "install", "--quiet", "--no-deps"),
                *("--disable-pip-version-check", "--no-warn-script-location"),
                *("--require-hashes", "-r", str(requirements)),
            )
        stamp.write_text(digest)


def run(*arguments: str) -> None:
    """Install, migrate, seed and serve; arguments go to `runserver` (e.g. 0.0.0.0:9000)."""
    sync()
    call(PYTHON, "manage.py", "migrate", "--verbosity", "0")
    call(PYTHON, "manage.py", "seed_db")
    call(PYTHON, "manage.py", "runserver", *arguments)


def test(*arguments: str) -> None:
    """Install and run the tests; arguments go to pytest."""
    sync("dev")
    call(PYTHON, "-m", "pytest", *(arguments or ("-n", "auto", "--dist", "worksteal")))


def lock() -> None:
    """Resolve the Pipfile anew and leave no index address in the lock."""
    tool = ROOT / ".venv-lock"
    if not tool.exists():
        venv.create(tool, with_pip=True)
        call(str(tool / BIN.name / "python"), "-m", "pip", "install", "-q", "pipenv")
    call(
        *(str(tool / BIN.name / "pipenv"), "lock"),
        PIPENV_IGNORE_VIRTUALENVS="1",
        PIPENV_NOSPIN="1",
    )
    content = json.loads(LOCK.read_text())
    content["_meta"]["sources"] = []
    for section in SECTIONS.values():
        for package in content[section].values():
            package.pop("index", None)
    LOCK.write_text(json.dumps(content, indent=4, sort_keys=True) + "\n")


COMMANDS = {"run": run, "test": test, "sync": sync, "lock": lock}

if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - the machine's own Python may be older
        sys.exit("Python 3.11 or newer is needed.")
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        sys.exit(__doc__)
    try:
        COMMANDS[sys.argv[1]](*sys.argv[2:])
    except KeyboardInterrupt:
        sys.exit(130)
