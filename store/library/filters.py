"""What the holders of a product may be filtered by."""

import django_filters

from store.library.choices import Source
from store.library.models import LibraryEntry


class HolderFilter(django_filters.FilterSet):
    source = django_filters.ChoiceFilter(
        choices=Source.choices, help_text="How they came to hold it."
    )

    class Meta:
        model = LibraryEntry
        fields: list[str] = []
