"""Filters that lists of several concepts have."""

from typing import Any

import django_filters
from django import forms

LARGEST_KEY = 2**63 - 1


class KeyFilter(django_filters.NumberFilter):
    """By the key of another row; nothing is found for one that is not there.

    A `ModelChoiceFilter` puts every row there is into the form of the browsable API, and
    tells who may not see a row whether it exists.
    """

    field_class = forms.IntegerField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=1, max_value=LARGEST_KEY, **kwargs)
