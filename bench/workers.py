"""Which workers × threads answer most, as ratios to 2 × 4, in one interleaved run.

    python bench/workers.py [--rounds 5] [--seconds 2]

Needs `wrk` and Linux. All the servers run at once and one is measured at a time; every
round goes the other way round. On a machine that others load too, more processes get a
larger share of it: there the CPU that a request costs says more than requests/s.
`DATABASE_URL` names an empty database (default: a temporary SQLite file).
"""

from __future__ import annotations

import argparse
import os
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from throughput import gunicorn, measure, prepare, production

SIZES = [(1, 4), (2, 1), (2, 2), (2, 4), (2, 8), (3, 4), (4, 4)]
BASE = (2, 4)
KINDS = ("list", "detail", "cart_add")
FIRST_PORT = 8930
TICKS = os.sysconf("SC_CLK_TCK")
Figures = dict[tuple[str, tuple[int, int]], list[tuple[float, float]]]


def cpu_seconds(master: int) -> float:
    """What the workers of a gunicorn have used so far."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    stats = [Path(f"/proc/{pid}/stat").read_text().split() for pid in children]
    return sum(int(stat[13]) + int(stat[14]) for stat in stats) / TICKS


def run(rounds: int, seconds: int, folder: Path) -> Figures:
    environment = production(folder)
    prepared = prepare(environment, rounds, seconds * len(SIZES))
    urls = {
        size: f"http://127.0.0.1:{FIRST_PORT + at}" for at, size in enumerate(SIZES)
    }
    figures: Figures = {(kind, size): [] for kind in KINDS for size in SIZES}
    masters: dict[tuple[int, int], int] = {}
    with ExitStack() as servers:
        for (workers, threads), url in urls.items():
            server = gunicorn(
                "storefront.wsgi", url, environment, workers=workers, threads=threads
            )
            masters[workers, threads] = servers.enter_context(server)
            measure("list", 1, prepared, folder, 0, url)
        for round_ in range(rounds):
            for kind in KINDS:
                for size in SIZES if round_ % 2 else reversed(SIZES):
                    before = cpu_seconds(masters[size])
                    rate = measure(kind, seconds, prepared, folder, round_, urls[size])
                    used = cpu_seconds(masters[size]) - before
                    figures[kind, size].append((rate, used * 1000 / rate / seconds))
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=2)
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        figures = run(arguments.rounds, arguments.seconds, Path(folder))
    print(
        f"{'endpoint':10} {'size':>6} {'req/s':>6}   ratio (min – max)    CPU ms each"
    )
    for (kind, size), values in figures.items():
        pairs = zip(values, figures[kind, BASE], strict=True)
        ratios = [one[0] / base[0] for one, base in pairs]
        rate, cpu = (median(column) for column in zip(*values, strict=True))
        print(
            f"{kind:10} {size[0]:>3} ×{size[1]:>2} {rate:6.0f}"
            f"   {median(ratios):.2f} ({min(ratios):.2f} – {max(ratios):.2f}) {cpu:10.2f}"
        )


if __name__ == "__main__":
    main()
