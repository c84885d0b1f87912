"""Why something is shown, as a code and in words."""

from __future__ import annotations

from typing import NamedTuple

from store.recommendations.choices import Why

WORDS = {
    Why.BOUGHT_TOGETHER: "Bought by people who bought this",
    Why.SAME_GENRE: "Also {about}",
    Why.SAME_COLLECTION: "Also in {about}",
    Why.SHARED_TAG: "Tagged {about} as well",
    Why.YOU_BOUGHT: "Because you bought {about}",
    Why.YOU_HOLD: "Because you have {about}",
    Why.YOU_RATED: "Because you rated {about}",
    Why.YOU_MARKED: "Because {about} is a favourite of yours",
    Why.YOU_VIEWED: "Because you looked at {about}",
    Why.YOU_LIKE: "Because you like {about}",
    Why.POPULAR: "Popular now",
    Why.NEW: "New",
}


class Reason(NamedTuple):
    """`about` is the title, the genre, the collection or the tag that it speaks of."""

    why: Why
    about: str = ""

    def shown(self) -> dict[str, str | None]:
        words = WORDS[self.why].format(about=self.about)
        return {"code": self.why.value, "words": words, "about": self.about or None}


class Pick(NamedTuple):
    """A product to be shown, and why."""

    product: int
    reason: Reason
