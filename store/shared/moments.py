"""Moments as the database knows them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone


class UtcNow(Now):
    """The moment of a statement, as a default of a column. Migrations name this class.

    Django keeps moments in UTC; `Now` is what MariaDB and MySQL have in the time zone of their
    session, which is the server's.
    """

    def as_mysql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="UTC_TIMESTAMP(6)", **context)


def moment_field() -> models.DateTimeField[Any, Any]:
    """Of a row in a list that apps keep: given out by `store.sync.services.tick`.

    The default is for rows that come past it: those of tests, seeds, and older code.
    """
    return models.DateTimeField(
        default=timezone.now, db_default=UtcNow(), editable=False
    )
