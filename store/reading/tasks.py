"""Files of books, in the background."""

from __future__ import annotations

from celery import shared_task

from store.reading import downloads, run, services


@shared_task(name="store.reading.check_file")
def check_file(pk: int) -> bool:
    """Look into this file. Returns whether this did it; run twice, it is done once."""
    return run.check_file(pk=pk)


@shared_task(name="store.reading.check_left_behind")
def check_left_behind() -> int:
    """Look into what a lost broker or worker left behind. Returns how many."""
    return run.check_left_behind()


@shared_task(name="store.reading.delete_leftovers")
def delete_leftovers() -> int:
    """Delete old editions that nobody holds any more. Returns how many."""
    return services.delete_leftovers()


@shared_task(name="store.reading.delete_old_downloads")
def delete_old_downloads() -> int:
    """Delete downloads that count no more. Returns how many."""
    return downloads.delete_old_downloads()
