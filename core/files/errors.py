"""What the file storages raise."""


class StorageUnavailable(OSError):
    """The place where files are kept does not answer, or refuses us (503)."""
