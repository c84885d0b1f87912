"""What the store and the likes hold about a person, and what becomes of it.

Said in words in docs/privacy.md. The order counts: erasing goes backwards.
"""

from store_custom.privacy import (
    before,
    customers,
    orders,
    payments,
    reading,
    returns,
    talk,
    vendors,
)

__all__ = [
    "before",
    "customers",
    "orders",
    "payments",
    "reading",
    "returns",
    "talk",
    "vendors",
]
