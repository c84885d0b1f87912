"""An answer first, the mail afterwards."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from core.mail.services import start_delivery, write_down


class AnswerThenMail(Response):
    """Promises a mail and has it delivered once the answer is sent.

    Whether there is anybody to send it to is found out then, so that no watch tells an
    address with an account from one without: with a broker and without.
    """

    def __init__(self, *args: Any, kind: str, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key = write_down(kind=kind, context={"email": email})

    def close(self) -> None:
        start_delivery([self.key])
        super().close()
