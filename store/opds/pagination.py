from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from rest_framework.pagination import PageNumberPagination

from store.opds.feeds import Page


class FeedPagination(PageNumberPagination):
    """`?page=`, twenty a page; a page that is not there is a 404."""

    page_size = 20
    page: Any

    def describe(self, address: str, **params: str) -> Page:
        """Where the parts of the list are; of what was asked only `params` counts."""

        def at(number: int) -> str:
            asked = {**params, **({"page": number} if number > 1 else {})}
            return f"{address}?{urlencode(asked)}" if asked else address

        page, last = self.page, self.page.paginator.num_pages
        links = [("self", at(page.number)), ("first", at(1))]
        if page.has_previous():
            links.append(("previous", at(page.previous_page_number())))
        if page.has_next():
            links.append(("next", at(page.next_page_number())))
        links.append(("last", at(last)))
        return Page(
            count=page.paginator.count,
            size=self.page_size,
            number=page.number,
            links=tuple(links),
        )
