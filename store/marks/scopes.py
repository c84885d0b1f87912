"""Marks of the signed-in customer, in the books that they hold."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.db.models import QuerySet

from store.customers.scopes import CustomerViewSet
from store.library.models import LibraryEntry
from store.marks.choices import Kind
from store.shared.scopes import get_or_404
from store.sync.pagination import asked_since


class MarkScope(CustomerViewSet):
    """One kind, in all books that are held. Deleted ones: to who syncs, changes or deletes."""

    kind: ClassVar[Kind]

    def scope(self, queryset: Any) -> QuerySet[Any]:
        return self.own(queryset).filter(kind=self.kind)

    def own(self, queryset: Any) -> Any:
        return queryset.for_user(self.request.user).held()

    def shape(self, queryset: Any) -> Any:
        syncs = self.action == "list" and asked_since(self.request) is not None
        changes = self.action not in ("list", "retrieve")
        return queryset if syncs or changes else queryset.live()


class BookMarkScope(MarkScope):
    """In one book; 404 when it is not held."""

    @cached_property
    def entry(self) -> LibraryEntry:
        held = LibraryEntry.objects.for_user(self.request.user)
        return get_or_404(held, pk=self.kwargs["entry_pk"])

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.entry  # noqa: B018 - a book that is not held is a 404 for every verb

    def own(self, queryset: Any) -> Any:
        return queryset.in_book(self.entry)
