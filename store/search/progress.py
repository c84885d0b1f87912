"""Which products have their documents."""

from __future__ import annotations

from django.db.models import Count, Exists, Max, OuterRef, QuerySet

from store.search.models import SearchDocument, SearchProgress


def missing_documents(products: QuerySet) -> QuerySet:
    """Those of these products that have no document."""
    written = SearchDocument.objects.filter(product_id=OuterRef("pk"))
    return products.filter(~Exists(written))


def orphaned_documents(products: QuerySet) -> QuerySet[SearchDocument]:
    """The documents of products that are none of these, which are all there are."""
    return SearchDocument.objects.filter(
        ~Exists(products.filter(pk=OuterRef("product_id")))
    )


def count_complete(products: QuerySet) -> int:
    """How many products there were when last looked; 0 if one has no document now.

    Rows written by SQL alone have none. Looks at those that came since `note_complete`.
    """
    progress = SearchProgress.objects.first()
    if progress is None:
        return 0
    new = products.order_by().filter(pk__gt=progress.complete_to)
    return 0 if missing_documents(new).exists() else progress.products


def note_complete(products: QuerySet) -> bool:
    """Look at all products; note it if every one has its document. Returns whether."""
    known = products.order_by().aggregate(newest=Max("pk"), count=Count("pk"))
    if missing_documents(products.order_by()).exists():
        return False
    SearchProgress.objects.update_or_create(
        pk=1,
        defaults={"complete_to": known["newest"] or 0, "products": known["count"]},
    )
    return True
