"""A small reading app: it keeps a library on its device, and works without a network.

It shows how the store is meant to be used (docs/offline.md), over real HTTP.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import requests

EVER = "1970-01-01T00:00:00Z"
LIBRARY, PROGRESS = "", "progress/"
BOOKMARKS, HIGHLIGHTS = "bookmarks/", "highlights/"
OF_BOOKS = (PROGRESS, BOOKMARKS, HIGHLIGHTS)


class ReaderApp:
    """One device of one reader.

    `copies` has the rows of each list by their key. What is done offline is in `outbox`, the
    last version of each thing, until the store has answered.
    """

    def __init__(self, server: str, *, username: str, password: str, name: str) -> None:
        self.http = requests.Session()
        self.server, self.device = server, {"id": name, "name": f"The {name}"}
        answer = self.ask(
            "POST", "/auth/jwt/create/", {"username": username, "password": password}
        )
        self.http.headers["Authorization"] = f"JWT {answer.json()['access']}"
        self.copies: dict[str, dict[Any, Any]] = {
            name: {} for name in (LIBRARY, *OF_BOOKS)
        }
        self.since = dict.fromkeys(self.copies, EVER)
        self.outbox: dict[str, dict[Any, Any]] = {name: {} for name in OF_BOOKS}

    def ask(self, verb: str, path: str, body: Any = None, **headers: str) -> Any:
        address = path if path.startswith("http") else self.server + path
        answer = self.http.request(
            verb, address, json=body, headers=headers, timeout=30
        )
        answer.raise_for_status()
        return answer

    # --- Without a network --------------------------------------------------------

    def turn_to(self, entry: int, progression: float, at: datetime) -> None:
        self.outbox[PROGRESS][entry] = {
            "entry": entry,
            "progression": progression,
            "device": self.device,
            "modified": at.isoformat(),
        }

    def keep(self, shelf: str, uid: str, entry: int, at: datetime, **what: Any) -> None:
        """A bookmark or highlight as it is from now on; `is_deleted=True` deletes it."""
        self.outbox[shelf][uid] = {
            "id": uid,
            "entry": entry,
            "device": self.device,
            "modified": at.isoformat(),
            **what,
        }

    # --- With one -----------------------------------------------------------------

    def sync(self) -> None:
        """Tell what was done, then hear what others did."""
        self.send()
        for shelf in self.outbox.values():
            shelf.clear()
        for name in self.copies:
            self.hear(name)

    def send(self) -> None:
        """May be repeated: the answer may have been lost."""
        positions, bookmarks, highlights = (
            [*self.outbox[name].values()] for name in OF_BOOKS
        )
        if positions:
            self.tell(PROGRESS, {"positions": positions})
        if bookmarks or highlights:
            marks = {"bookmarks": bookmarks, "highlights": highlights}
            self.tell("marks/", marks)

    def tell(self, name: str, batch: dict[str, Any]) -> None:
        """What is refused will be refused again: an app shows it to its maker."""
        answer = self.ask("POST", self.path(name), batch).json()
        results = [row for kind in batch for row in answer[kind]]
        if refused := [row for row in results if row["result"] == "refused"]:
            raise ValueError(refused)

    def hear(self, name: str) -> None:
        copy = self.copies[name]
        for row in self.changes(name):
            key = row["entry"] if name == PROGRESS else row["id"]
            if row.get("is_deleted"):
                copy.pop(key, None)
                self.forget(name, key)
                continue
            if name == LIBRARY and key not in copy:
                # It may have been held, read and marked before.
                self.since |= dict.fromkeys(OF_BOOKS, EVER)
            copy[key] = row

    def changes(self, name: str) -> Iterator[dict[str, Any]]:
        address = f"{self.path(name)}?updated_since={self.since[name]}&page_size=2"
        while address:
            page = self.ask("GET", address).json()
            yield from page["results"]
            self.since[name], address = page["synced_at"], page["next"]

    def forget(self, name: str, key: Any) -> None:
        """What belongs to a book that is not held any more."""
        if name != LIBRARY:
            return
        for shelf in OF_BOOKS:
            rows = self.copies[shelf]
            for gone in [pk for pk, row in rows.items() if row["entry"] == key]:
                del rows[gone]

    def path(self, name: str) -> str:
        return f"/store/customers/me/library/{name}"
