"""Countries by their two letters."""

from django.core.exceptions import ValidationError
from phonenumbers import SUPPORTED_REGIONS


def validate_country(code: str) -> None:
    """An ISO 3166-1 alpha-2 code in upper case, of a country that has telephones."""
    if code not in SUPPORTED_REGIONS:
        raise ValidationError(
            "Enter a country by its two letters, such as DZ.", "invalid_country"
        )
