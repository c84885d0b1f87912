"""Sign-up with what only the store knows."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from core.serializers import UserCreateSerializer
from store.books.fields import GenresField
from store.books.services import prefer_genres
from store.customers.services import customer_for


class CustomerCreateSerializer(UserCreateSerializer):
    """An account, and the genres that its customer likes to read."""

    genres = GenresField(
        required=False,
        write_only=True,
        help_text="Ids or slugs of the genres you prefer; `me/genres/` changes them.",
    )

    class Meta(UserCreateSerializer.Meta):
        fields: Any = (*UserCreateSerializer.Meta.fields, "genres")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Djoser's makes an account of all that is there."""
        account = {name: value for name, value in attrs.items() if name != "genres"}
        super().validate(account)
        return attrs

    @transaction.atomic
    def create(self, validated_data: dict[str, Any]) -> Any:
        genres = validated_data.pop("genres", [])
        user = super().create(validated_data)
        if genres:
            prefer_genres(customer=customer_for(user=user), genre_ids=genres)
        return user
