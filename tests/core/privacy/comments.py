"""What somebody said below products, and what they hid there of others."""

from __future__ import annotations

from types import SimpleNamespace

from tests.builders import make_comment


def add_comments(person: SimpleNamespace) -> None:
    person.comment = make_comment(
        person.product,
        customer=person.customer,
        text=f"Write to {person.user.email}.",
    )
    person.answered = make_comment(
        person.product, parent=person.comment, text="I will."
    )
    person.hidden = make_comment(text="Rude.", deleted_by=person.user)
