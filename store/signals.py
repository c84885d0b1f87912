"""What the store announces, after the commit that made it true."""

from django.dispatch import Signal

order_created = Signal()
"""Sent with `order` (store.models.Order). Sent robustly: a failing receiver is logged
and stops neither the order nor the other receivers."""
