"""What was seen and waits to be written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import TextChoices


class Kind(TextChoices):
    """What a history consists of, besides what was bought."""

    VIEWED = "viewed"
    SEARCHED = "searched"


@dataclass(frozen=True, slots=True)
class Key:
    """Whose, and what: the pk of a product, or the digest of a search's words."""

    user_id: int
    kind: Kind
    what: int | str


@dataclass(frozen=True, slots=True)
class Seen:
    """When it was seen last and how often; `words` and `product_ids` belong to a search."""

    at: datetime
    times: int = 1
    words: str = ""
    product_ids: tuple[int, ...] = ()

    def merge(self, other: Seen | None) -> Seen:
        """Both as one: the later, as often as the two together."""
        if other is None:
            return self
        last = self if self.at >= other.at else other
        return replace(last, times=self.times + other.times)
