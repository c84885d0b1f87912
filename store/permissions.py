"""The permission classes of the store by name."""

from store.customers.permissions import ViewCustomerHistoryPermission
from store.shared.permissions import FullDjangoModelPermissions, IsAdminOrReadOnly

__all__ = [
    "FullDjangoModelPermissions",
    "IsAdminOrReadOnly",
    "ViewCustomerHistoryPermission",
]
