"""A column that follows another one."""

from __future__ import annotations

from typing import Any

from django.db import models

from tags.labels import digest_of


class LabelDigest(models.CharField):
    """The digest of the row's `label`, worked out whenever the row is written."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        digest = digest_of(model_instance.label)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, digest)
        return digest
