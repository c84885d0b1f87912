"""What customers and vendors are both shown of a line."""

from rest_framework import serializers

from store.orders.choices import ReturnStatus


class ReturnStatusField(serializers.ChoiceField):
    """Of a line; a field called `return` can't be declared in Python."""

    def __init__(self) -> None:
        super().__init__(
            choices=ReturnStatus.choices,
            source="return_status",
            read_only=True,
            allow_null=True,
            help_text="Of the request to give it back; null: none, or it was withdrawn.",
        )
