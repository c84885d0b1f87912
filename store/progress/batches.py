"""A batch as it comes in: each item is read alone, so that a bad one loses no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from rest_framework.serializers import Serializer

from store.progress.choices import Outcome
from store.progress.serializers import LARGEST_KEY
from store.progress.services import Judged
from store.shared.errors import StoreError

INVALID = "The input is refused."
Result = dict[str, Any]


class Items:
    """Raw items: `values` are those that could be read, and the rest is refused."""

    def __init__(
        self,
        raw: Sequence[Any],
        serializer_class: type[Serializer[Any]],
        read: Callable[[dict[str, Any]], Any],
    ) -> None:
        self.raw = raw
        self.forms = [serializer_class(data=item) for item in raw]
        self.values = [
            read(form.validated_data) for form in self.forms if form.is_valid()
        ]

    def results(self, key: str, judged: Iterable[Judged]) -> list[Result]:
        """One for each item, in their order, with what names it."""
        judgements = iter(judged)
        return [
            {
                key: name_in(item, key),
                **(refuse(form.errors) if form.errors else say(next(judgements))),
            }
            for item, form in zip(self.raw, self.forms, strict=True)
        ]


def refuse(errors: Any) -> Result:
    return {
        "result": Outcome.REFUSED,
        "code": "invalid",
        "detail": INVALID,
        "errors": errors,
    }


def say(judged: Judged) -> Result:
    if isinstance(judged, StoreError):
        return {
            "result": Outcome.REFUSED,
            "code": judged.code,
            "detail": judged.message,
        }
    return {"result": judged}


def name_in(item: Any, key: str) -> int | str | None:
    """What the item says it is, if that can be told."""
    name = item.get(key) if isinstance(item, dict) else None
    if isinstance(name, str) and len(name) <= 64 and name.isascii():
        return name
    if isinstance(name, int) and not isinstance(name, bool):
        return name if 0 < name <= LARGEST_KEY else None
    return None
