"""A task that is long enough to be killed in its middle."""

import time
from pathlib import Path

from celery import shared_task


@shared_task(name="tests.slow_task", bind=True)
def slow_task(self, folder: str, seconds: float) -> None:
    """Leave a file per run at its beginning, and one at its end."""
    with (Path(folder) / "began").open("a") as began:
        began.write(f"{self.request.id}\n")
    time.sleep(seconds)
    with (Path(folder) / "ended").open("a") as ended:
        ended.write(f"{self.request.id}\n")
