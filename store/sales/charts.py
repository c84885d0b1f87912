"""What Chart.js draws, as JSON."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings

GREY = "#9ca3af"  # of the admin's own charts, for light and dark
# Without a tick callback of its own Chart.js groups thousands.
OPTIONS = json.dumps(
    {
        "animation": False,
        "responsive": True,
        "maintainAspectRatio": False,
        "plugins": {"legend": {"display": False}},
        "scales": {
            "x": {
                "grid": {"display": False},
                "ticks": {"color": GREY, "maxRotation": 0, "autoSkipPadding": 12},
            },
            "y": {
                "beginAtZero": True,
                "border": {"display": False},
                "ticks": {"color": GREY, "maxTicksLimit": 6},
            },
        },
    }
)


def chart_of_days(days: list[dict[str, Any]]) -> str:
    """Bars of revenue by day."""
    return json.dumps(
        {
            "labels": [f"{row['day']:%d %b}" for row in days],
            "datasets": [
                {
                    "label": f"Revenue by day in {settings.STORE_CURRENCY}",
                    "data": [float(row["revenue"]) for row in days],
                    "backgroundColor": "var(--color-primary-600)",
                    "displayYAxis": True,
                    "maxBarThickness": 18,
                    "borderRadius": 4,
                }
            ],
        }
    )
