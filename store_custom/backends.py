"""Signing in, and which permissions count for whom."""

from __future__ import annotations

from typing import Any

from core.backends import UsernameOrEmailBackend
from store.shared.identity import sells
from store.vendors.rights import vendors_where


class StoreBackend(UsernameOrEmailBackend):
    """What was given to somebody who sells for a vendor counts as far as their role goes.

    Whatever asks Django for a permission, the admin first of all, is answered from here.
    """

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        given = super().get_all_permissions(user_obj, obj)
        if not given or not sells(user_obj):
            return given
        return {name for name in given if vendors_where(user=user_obj, permission=name)}
