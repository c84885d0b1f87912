"""How a backup or a restore ends when it does not end well."""


class BackupError(Exception):
    """Nothing was changed: a backup left no file, a restore touched nothing."""


class HalfDone(Exception):
    """A restore stopped after it had begun to write."""
