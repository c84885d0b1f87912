"""Keeping searches up to date, in the background."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from store.discovery import folding, names, rewriting

HEALED = timedelta(minutes=30)


@shared_task(name="store.discovery.rewrite_texts")
def rewrite_texts() -> int:
    """Write the documents that say something old. Returns how many."""
    return rewriting.rewrite_stale()


@shared_task(name="store.discovery.fold_changes")
def fold_changes() -> int:
    """Take what changed into the blocks. Returns how many products."""
    return rewriting.fold_all()


@shared_task(name="store.discovery.keep_up")
def keep_up() -> None:
    """Also what nothing told of: a block is read anew, each after a while."""
    rewriting.keep_up()
    folding.build_oldest(before=timezone.now() - HEALED)


@shared_task(name="store.discovery.clear_up")
def clear_up() -> int:
    """Names written past `save`, documents of products that are gone. Returns how many."""
    return names.write_missing_names() + rewriting.forget_orphans()
