"""Archives that are not what the backup wrote."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

Members = dict[str, bytes]


def forge(
    archive: Path, change: Callable[[dict[str, Any], Members], None], name: str
) -> Path:
    """A copy in which `change` has changed the manifest or the members."""
    with ZipFile(archive) as source:
        members = {name: source.read(name) for name in source.namelist()}
    manifest = json.loads(members.pop("manifest.json"))
    change(manifest, members)
    target = archive.with_name(name)
    with ZipFile(target, "w") as copy:
        for member, content in members.items():
            copy.writestr(member, content)
        copy.writestr("manifest.json", json.dumps(manifest))
    return target


def part(name: str, content: bytes) -> dict[str, Any]:
    """What an honest manifest would say of this member."""
    digest = sha256(content).hexdigest()
    return {"name": name, "size": len(content), "sha256": digest}


def with_file(name: str) -> Callable[[dict[str, Any], Members], None]:
    """Add a member that its manifest lists, as a careful attacker would."""

    def change(manifest: dict[str, Any], members: Members) -> None:
        members[name] = b"planted"
        manifest["files"].append(part(name, b"planted"))

    return change


def with_database(edit: Callable[[bytes], bytes]) -> Callable:
    """Change the database and its checksum."""

    def change(manifest: dict[str, Any], members: Members) -> None:
        name = manifest["database"]["name"]
        members[name] = edit(members[name])
        manifest["database"] = part(name, members[name])

    return change
