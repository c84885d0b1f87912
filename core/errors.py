"""What a rule about accounts raises. `storefront.api.errors` turns these into HTTP."""

from __future__ import annotations

from typing import ClassVar


class AccountError(Exception):
    """`code` is stable, for clients; `message` is for people."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "error"
    message: ClassVar[str] = "This was refused."
