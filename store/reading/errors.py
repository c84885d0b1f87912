from store.reading.choices import MOST_WAITING, REASONS
from store.shared.errors import Conflict, Forbidden, Invalid, Outage, TooOften


class NotABook(Conflict):
    code = "not_a_book"
    message = "This product is no book: only books have files."


class TooManyWaiting(Conflict):
    code = "too_many_waiting"
    message = f"{MOST_WAITING} files of this book are still looked into. Wait for them."


class BadBookFile(Invalid):
    """What an upload is refused for at once."""

    field = "file"


class FileTooLarge(BadBookFile):
    code = "file_too_large"

    def __init__(self, megabytes: int) -> None:
        super().__init__(f"A file of a book has at most {megabytes} MB.")


class UnknownFileFormat(BadBookFile):
    code = "unknown_file_format"
    message = "This is neither a PDF nor an EPUB."


class DamagedPdf(BadBookFile):
    code = "damaged_pdf"
    message = REASONS[code]


class EncryptedPdf(BadBookFile):
    code = "encrypted_pdf"
    message = REASONS[code]


class DamagedEpub(BadBookFile):
    code = "damaged_epub"
    message = REASONS[code]


class NoSuchFile(Invalid):
    code = "no_such_file"
    field = "format"
    message = "You do not hold this book in such a format and edition."


class LinkExpired(Forbidden):
    code = "link_expired"
    message = "This link has expired. Ask for another one."


class FileAway(Outage):
    code = "storage_unavailable"
    message = "Files cannot be stored or read now."


class DownloadLimitReached(TooOften):
    """`limit`: how many downloads of a book there are."""

    code = "download_limit_reached"
    message = "You have downloaded this book as often as you may for now."

    def __init__(self, limit: int, *, retry_after: int) -> None:
        super().__init__(retry_after=retry_after, limit=limit)
