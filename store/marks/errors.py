from store.marks.choices import MOST_MARKS
from store.shared.errors import Conflict


class MarkExists(Conflict):
    """`current`: the mark as it is; null when it is in another book."""

    code = "mark_exists"
    message = "You have another mark with this id. PUT changes it."


class OlderMark(Conflict):
    """`current` and `sent`: both versions."""

    code = "older_mark"
    message = "This mark was changed later than what you send; nothing was changed."


class MarkDeleted(Conflict):
    """`current`: when, and by which device."""

    code = "mark_deleted"
    message = "This mark was deleted. Send it whole to bring it back."


class TooManyMarks(Conflict):
    code = "too_many_marks"
    message = f"A book has at most {MOST_MARKS} of your marks, deleted ones included."
