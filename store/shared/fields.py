"""Serializer fields that DRF has no exact match for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rest_framework import serializers
from rest_framework.fields import empty

from store.shared.validators import validate_image_pixels, validate_image_size


class ExplicitBooleanField(serializers.BooleanField):
    """A boolean that is only set when it is sent, in a form as well.

    DRF takes a form without the key for an unticked box: a multipart client that does not
    know the field would write False. A form shows a yes/no choice instead of a box.
    """

    default_empty_html = empty

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("style", {"base_template": "select.html"})
        super().__init__(**kwargs)

    def iter_options(self) -> Iterator[Any]:
        for value, label in ((True, "Yes"), (False, "No")):
            yield type(
                "Option",
                (),
                {
                    "start_option_group": False,
                    "end_option_group": False,
                    "value": value,
                    "display_text": label,
                    "disabled": False,
                },
            )


class RemovableImageField(serializers.ImageField):
    """A picture; null or an empty text removes the one that is there."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            allow_null=True,
            validators=[validate_image_size, validate_image_pixels],
            **kwargs,
        )

    def run_validation(self, data: Any = empty) -> Any:
        return "" if data is None or data == "" else super().run_validation(data)


class KeyField(serializers.PrimaryKeyRelatedField):
    """A row by its key: a whole number or its digits.

    DRF's own takes 2.5 for 2, and an infinite number (`1e400`) is an unhandled error.
    """

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, str) and data.isdecimal():
            return super().to_internal_value(data)
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("incorrect_type", data_type=type(data).__name__)
        return super().to_internal_value(data)
