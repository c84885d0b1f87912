"""What a file would do."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from store.sheets.choices import MOST_PROBLEMS


@dataclass(frozen=True)
class Problem:
    """`row` as a spreadsheet counts, header 1; None is the file as a whole."""

    row: int | None
    column: str | None
    code: str
    message: str

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Plan:
    """`new`: values of products; `changes`: by product, the values of what changes.

    `books`: what changes of the books that these are, and `new_books` of the new ones, by
    their places among these. Each of the books is of a product that is in the other.
    """

    rows: int = 0
    unchanged: int = 0
    new: list[dict[str, Any]] = field(default_factory=list)
    changes: dict[int, dict[str, Any]] = field(default_factory=dict)
    books: dict[int, dict[str, Any]] = field(default_factory=dict)
    new_books: dict[int, dict[str, Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    problems_count: int = 0

    def refuse(self, row: int | None, column: str | None, code: str, text: str) -> None:
        """Keep the first ones, count all."""
        self.problems_count += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(row, column, code, text))
