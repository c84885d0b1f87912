"""`?search=` on lists: every word, any case, in any of the view's `search_fields`."""

from __future__ import annotations

import re
from functools import reduce
from operator import or_
from typing import Any

from django.db import connections
from django.db.models import Q, QuerySet
from rest_framework.exceptions import ValidationError
from rest_framework.filters import SearchFilter
from rest_framework.request import Request
from rest_framework.views import APIView

MOST_CHARACTERS = 500
MOST_WORDS = 30


class WordSearchFilter(SearchFilter):
    search_title = "Search"
    search_description = "Words that must all occur, in any case."

    def get_search_terms(self, request: Request) -> list[str]:
        """The words; a search too long for the database's parser is a 400."""
        words = super().get_search_terms(request)
        length = len(request.query_params.get(self.search_param, ""))
        if len(words) > MOST_WORDS or length > MOST_CHARACTERS:
            raise ValidationError(
                {
                    self.search_param: [
                        f"Search for at most {MOST_WORDS} words and "
                        f"{MOST_CHARACTERS} characters."
                    ]
                }
            )
        return words

    def filter_queryset(
        self, request: Request, queryset: QuerySet, view: APIView
    ) -> QuerySet[Any]:
        for word in self.get_search_terms(request):
            lookup = contains(word, connections[queryset.db].vendor)
            fields = self.get_search_fields(view, request) or []
            queryset = queryset.filter(
                reduce(
                    or_, (Q(**{f"{field}__{lookup[0]}": lookup[1]}) for field in fields)
                )
            )
        return queryset


def contains(word: str, vendor: str) -> tuple[str, str]:
    """The lookup that finds a word in any case.

    SQLite's LIKE folds the case of ASCII alone; its regular expressions are Python's.
    """
    if vendor == "sqlite" and not word.isascii():
        return "iregex", re.escape(word)
    return "icontains", word
