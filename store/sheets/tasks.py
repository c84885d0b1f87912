"""Imports, in the background."""

from __future__ import annotations

from celery import shared_task

from store.sheets import run, services


@shared_task(name="store.sheets.run_import")
def run_import(pk: int) -> bool:
    """Run this import. Returns whether this did it; run twice, it is done once."""
    return run.run_import(pk=pk)


@shared_task(name="store.sheets.run_left_behind")
def run_left_behind() -> int:
    """Run what a lost broker or worker left behind. Returns how many."""
    return run.run_left_behind()


@shared_task(name="store.sheets.delete_old_imports")
def delete_old_imports() -> list[int]:
    """Returns how many files, and how many imports, are gone."""
    return [*services.delete_old()]
