from django.db import models


class Format(models.TextChoices):
    PDF = "pdf", "PDF"
    EPUB = "epub", "EPUB"
