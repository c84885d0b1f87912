from datetime import timedelta

from django.db.models import TextChoices

MOST_ROWS = 10_000  # of a file that is imported; an XLSX file is not made longer either
MOST_PROBLEMS = 1_000  # that an import keeps; it counts all of them
MOST_AT_ONCE = 2  # imports of one vendor that wait or run
MOST_ATTEMPTS = 3
# An import that said nothing for so long has lost its worker; it says something at every
# batch of rows, and writing them takes seconds (docs/performance.md).
LOST_AFTER = timedelta(minutes=3)
KEEP_FILES = timedelta(days=2)
KEEP_IMPORTS = timedelta(days=90)


class FileFormat(TextChoices):
    CSV = "csv", "CSV"
    XLSX = "xlsx", "XLSX (Excel)"


class ImportStatus(TextChoices):
    WAITING = "waiting", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


OPEN = (ImportStatus.WAITING, ImportStatus.RUNNING)
# Why one failed: the code, and what people are told.
FAILURES = {
    "worker_lost": "It was interrupted several times. Nothing was written; try again.",
    "took_too_long": "It took too long. Nothing was written; try fewer rows.",
    "conflict": "Products changed while it ran. Nothing was written; try again.",
    "vendor_not_approved": "The shop is not approved any more. Nothing was written.",
    "file_gone": "The file is not there any more. Nothing was written; upload it again.",
    "internal": "Something went wrong on our side. Nothing was written.",
}
