from django.db.models import TextChoices

LONGEST_LOCATOR = 2000
LONGEST_TITLE = 255
LONGEST_NOTE = 10_000
LONGEST_TEXT = 5000
# Of one customer and book, deleted ones included: they are kept.
MOST_MARKS = 10_000
MOST_AT_ONCE = 200


class Kind(TextChoices):
    BOOKMARK = "bookmark", "Bookmark"
    HIGHLIGHT = "highlight", "Highlight"


class Color(TextChoices):
    YELLOW = "yellow", "Yellow"
    GREEN = "green", "Green"
    BLUE = "blue", "Blue"
    RED = "red", "Red"
    PURPLE = "purple", "Purple"
    ORANGE = "orange", "Orange"


class Result(TextChoices):
    """What became of a version that a device sent."""

    STORED = "stored", "Stored"
    SAME = "same", "Same"
    OLDER = "older", "Older"
    REFUSED = "refused", "Refused"
