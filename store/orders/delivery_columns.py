"""Where an order goes and whom to call there, as it was when it was placed."""

from __future__ import annotations

from django.db import models

DELIVERY = (
    *("name", "phone", "additional_phone", "street"),
    *("city", "zip", "region", "country"),
)
"""What an order copies, each into a column `delivery_…`."""


def text_column(max_length: int = 255) -> models.CharField[str, str]:
    return models.CharField(
        max_length=max_length, blank=True, default="", db_default="", editable=False
    )


class DeliveryColumns(models.Model):
    """A copy: the address may be edited or deleted later. All empty: nothing is known."""

    # Those that say who somebody is, and where exactly.
    PERSONAL_COLUMNS = (
        *("delivery_name", "delivery_phone", "delivery_additional_phone"),
        *("delivery_street", "delivery_zip"),
    )

    delivery_name = text_column()
    delivery_phone = text_column()
    delivery_additional_phone = text_column()
    delivery_street = text_column()
    delivery_city = text_column()
    delivery_zip = text_column(20)
    delivery_region = text_column()
    delivery_country = text_column(2)

    class Meta:
        abstract = True

    @property
    def delivery(self) -> dict[str, str] | None:
        """The details by their names in `DELIVERY`; None when nothing is known."""
        details = {name: getattr(self, f"delivery_{name}") for name in DELIVERY}
        return details if any(details.values()) else None

    def blank_delivery(self) -> None:
        """Leave of it what says nothing of a person; to be saved."""
        for name in self.PERSONAL_COLUMNS:
            setattr(self, name, "")

    @property
    def delivery_line(self) -> str:
        """The same for people, on one line."""
        place = f"{self.delivery_zip} {self.delivery_city}".strip()
        parts = [
            *(self.delivery_name, self.delivery_street, place),
            *(self.delivery_region, self.delivery_country),
            *(self.delivery_phone, self.delivery_additional_phone),
        ]
        # A street may have been typed on two lines.
        return ", ".join(" ".join(part.split()) for part in parts if part)
