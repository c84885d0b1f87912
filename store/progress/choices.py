from datetime import timedelta

from django.db.models import TextChoices

FINISHED = 0.99
"""From this share of a book on it counts as read: few turn the very last page."""
MOST_DEVICES = 50
MOST_AT_ONCE = 100
LONGEST_SESSION = timedelta(hours=24)
LONGEST_LOCATOR = 2000
LONGEST_DAY = 24 * 60 * 60
"""Seconds that are shown of a day: who reads on two devices at once reads once."""
DAYS_SHOWN = 30


class ReadingStatus(TextChoices):
    UNREAD = "unread", "Unread"
    READING = "reading", "Reading"
    FINISHED = "finished", "Finished"


class Outcome(TextChoices):
    STORED = "stored", "It is the current one now"
    KEPT = "kept", "There is a later one"
    SAME = "same", "It was there already"
    REFUSED = "refused", "Refused"
