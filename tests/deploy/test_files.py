"""Image, containers, scripts and units say what is true, as far as reading them can tell."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest

from storefront.env import BASE_DIR

yaml = pytest.importorskip("yaml")

CONTRACT = {"web", "mysql", "redis", "celery", "celery-beat", "flower", "smtp", "tests"}
COMPOSE = yaml.safe_load((BASE_DIR / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (BASE_DIR / "Dockerfile").read_text()
STAGES = {
    name: text
    for text in re.split(r"(?m)^(?=FROM )", DOCKERFILE)[1:]
    for name in re.findall(r"^FROM \S+ AS (\S+)", text)
}
DATABASE_CLIENTS = {"release", "web", "celery", "celery-beat", "flower"}


def program(name: str) -> str:
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        pytest.skip(f"needs {name}")
    return found


def run(*command: str) -> None:
    answer = subprocess.run(command, cwd=BASE_DIR, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def lines_of_procfile() -> dict[str, str]:
    text = (BASE_DIR / "Procfile").read_text()
    return dict(line.split(": ", 1) for line in text.splitlines())


def test_hadolint_finds_nothing() -> None:
    run(program("hadolint"), "Dockerfile")


def test_shellcheck_finds_nothing() -> None:
    scripts = sorted((BASE_DIR / "deploy").glob("*.sh"))
    assert scripts
    run(program("shellcheck"), *map(str, scripts), str(BASE_DIR / ".ci/run"))


def test_what_the_image_copies_is_there_and_reaches_the_builder() -> None:
    allowed = {
        line[1:]
        for line in (BASE_DIR / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    copied = re.findall(r"^COPY (?!--from|\. )(\S+) ", DOCKERFILE, re.MULTILINE)

    assert copied
    for name in copied:
        assert (BASE_DIR / name).exists(), name
        assert name in allowed, name
    assert {name for name in allowed if not (BASE_DIR / name).exists()} == set()


def test_the_image_has_every_app_of_ours() -> None:
    packages = {path.parent.name for path in BASE_DIR.glob("*/__init__.py")}
    copied = set(re.findall(r"^COPY (\w+) \1$", STAGES["code"], re.MULTILINE))

    assert packages - {"tests"} <= copied


def test_the_image_runs_as_a_user_without_a_compiler() -> None:
    for name in ("web", "ops", "tests"):
        assert re.search(r"^USER 10001:10001$", STAGES[name], re.MULTILINE), name
        assert STAGES[name].startswith("FROM runtime"), name
    assert STAGES["runtime"].startswith("FROM base")
    assert "gcc" not in STAGES["base"] + STAGES["runtime"]
    assert list(STAGES)[-1] == "web"


def test_the_image_starts_what_the_procfile_starts() -> None:
    command = re.search(r"^CMD \[(.+)\]$", STAGES["runtime"], re.MULTILINE)

    assert command is not None
    assert " ".join(re.findall(r'"([^"]+)"', command[1])) == lines_of_procfile()["web"]
    assert "STOPSIGNAL SIGTERM" in STAGES["runtime"]


def test_the_containers_start_what_the_procfile_starts() -> None:
    procfile = lines_of_procfile()
    commands = {
        name: " ".join(one.get("command", [])) for name, one in SERVICES.items()
    }

    assert commands["release"] == procfile["release"]
    assert commands["celery"] == procfile["worker"]
    assert commands["celery-beat"] == procfile["beat"]


def test_every_service_of_the_contract_is_there_with_an_image() -> None:
    assert set(SERVICES) >= CONTRACT
    assert all("image" in service for service in SERVICES.values())
    for service in SERVICES.values():
        if "build" in service:
            assert service["build"]["target"] in STAGES


def test_whoever_waits_for_health_waits_for_a_service_that_has_a_check() -> None:
    for name, service in SERVICES.items():
        for other, wait in service.get("depends_on", {}).items():
            checked = SERVICES[other].get("healthcheck", {})
            own_image = SERVICES[other].get("build") is not None
            if wait["condition"] == "service_healthy":
                assert "test" in checked or (own_image and not checked), (name, other)
            else:
                assert wait["condition"] == "service_completed_successfully"
                assert SERVICES[other]["restart"] == "no"


def test_what_is_mounted_exists() -> None:
    for service in SERVICES.values():
        for mount in service.get("volumes", []):
            source = mount.split(":")[0]
            if source.startswith("."):
                assert (BASE_DIR / source).is_file(), source
            else:
                assert source in COMPOSE["volumes"], source
        for network in service["networks"]:
            assert network in COMPOSE["networks"]


def test_nothing_but_pages_for_people_is_published_and_only_to_this_machine() -> None:
    published = {name: one["ports"] for name, one in SERVICES.items() if "ports" in one}

    assert set(published) == {"nginx", "flower", "smtp"}
    for ports in published.values():
        assert all(port.startswith("127.0.0.1:") for port in ports)
    for name in ("mysql", "redis"):
        assert SERVICES[name]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"]["internal"] is True


def test_no_secret_is_written_down() -> None:
    for name, service in SERVICES.items():
        for key, value in service.get("environment", {}).items():
            if re.search(r"SECRET|PASSWORD(?!$)|_PASSWORD$|AUTH", key):
                generated = key in {
                    "MARIADB_RANDOM_ROOT_PASSWORD",
                    "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD",
                }
                assert generated or "${" in value, (name, key)
            for default in re.findall(r"PASSWORD:-([^}]*)\}", str(value)):
                assert default in {"", "development-only"}, (name, key)


def test_every_variable_of_a_container_is_documented() -> None:
    text = (BASE_DIR / "docs/configuration.md").read_text()
    theirs = re.compile(r"MARIADB_|FLOWER_BASIC_AUTH")

    for service in SERVICES.values():
        for key in service.get("environment", {}):
            assert theirs.match(key) or f"`{key}`" in text, key


def test_every_container_of_the_store_reads_the_env_file_and_no_other_does() -> None:
    reads = {name for name, one in SERVICES.items() if "env_file" in one}

    assert reads == DATABASE_CLIENTS
    for name in reads:
        assert SERVICES[name]["env_file"] == [{"path": ".env", "required": False}]
        assert {"MEDIA_ROOT", "BIND"} <= set(SERVICES[name]["environment"])


def test_containers_of_the_store_have_what_production_asks_for() -> None:
    for name in DATABASE_CLIENTS:
        assert {"SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"} <= set(
            SERVICES[name]["environment"]
        ), name
        assert SERVICES[name]["read_only"] is True
        assert SERVICES[name]["stop_grace_period"] == "40s"


@pytest.mark.parametrize("kind", ["web", "worker", "beat"])
def test_the_units_start_what_the_procfile_starts(kind: str) -> None:
    unit = ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment]
    unit.read(BASE_DIR / f"deploy/systemd/storefront-{kind}.service")

    service = unit["Service"]
    started = service["ExecStart"].removeprefix("/srv/storefront/current/.venv/bin/")
    expected = lines_of_procfile()[kind].split(" --schedule")[0]
    assert started.split(" --schedule")[0] == expected
    assert service["User"] == "storefront"
    assert int(service["TimeoutStopSec"]) >= 20


def test_nginx_refuses_what_the_application_would(settings: Any) -> None:
    text = (BASE_DIR / "deploy/nginx/store.conf").read_text()

    assert f"client_max_body_size {settings.STORE_MAX_UPLOAD_BYTES};" in text


def test_nginx_takes_files_of_books_as_large_as_the_application_does(
    settings: Any,
) -> None:
    text = (BASE_DIR / "deploy/nginx/store.conf").read_text()
    [(path, most)] = settings.STORE_LARGE_UPLOADS.items()

    [(location, size)] = re.findall(
        r"location ~ \^(\S+)\$ \{\s+client_max_body_size (\d+);", text
    )
    assert (location, int(size)) == (path.removesuffix(r"\Z"), most)
