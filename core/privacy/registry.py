"""Which models hold something about a person, and what becomes of it.

`core` knows the account; whoever has more registers it here (`store_custom/privacy.py`).
A test walks every model that leads to a user and fails when one is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

Rows = QuerySet[Any, Any]
Erase = Callable[[Rows, Any], None]


@dataclass(frozen=True)
class Keep:
    """The rows stay when the person goes, and so does the account that they point to.

    `blank` takes out of them what says who it was.
    """

    reason: str
    blank: Erase | None = None


def delete(rows: Rows, user: Any) -> None:
    rows.delete()


@dataclass(frozen=True)
class PersonalData:
    """One section of the export, and what erasing does to its rows.

    `rows` finds them by the user. `hidden` columns are never exported: secrets, and what
    is somebody else's. `named` references are exported by their words, not by key.
    `mail_keys` are the mails about these rows (`Mail.key`).
    """

    name: str
    model: type[Model]
    rows: Callable[[Any], Rows]
    on_erase: Erase | Keep
    hidden: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    mail_keys: Callable[[Rows], Iterable[str]] | None = None
    in_admin_log: bool = True
    """Whether the words of the admin log for these rows name the person."""


_entries: dict[str, PersonalData] = {}
_guards: list[Callable[[Any], None]] = []


def register(*entries: PersonalData) -> None:
    """In the order of the export; erasing goes backwards, the account comes last."""
    for entry in entries:
        if entry.name in _entries:
            raise ValueError(f"{entry.name} is registered already.")
        _entries[entry.name] = entry


def entries() -> list[PersonalData]:
    return [*_entries.values()]


def before_erasing(guard: Callable[[Any], None]) -> Callable[[Any], None]:
    """Register what is asked before anything is erased: it takes locks, and may refuse.

    It is called inside the transaction, with the user whose row is locked.
    """
    _guards.append(guard)
    return guard


def guards() -> list[Callable[[Any], None]]:
    return [*_guards]
