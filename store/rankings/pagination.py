"""The envelope of a list that may be in another order than it was asked for."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from store.rankings.choices import Ranking
from store.shared.pagination import EnvelopePagination

ORDERS = [Ranking.TRENDING, Ranking.BEST_SELLERS, Ranking.NEW]


class TrendingPagination(EnvelopePagination):
    """With `ranked_by`, which the view sets."""

    ranked_by = Ranking.TRENDING

    def get_paginated_response(self, data: Any) -> Response:
        response = super().get_paginated_response(data)
        response.data["ranked_by"] = self.ranked_by.value
        return response

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        envelope = super().get_paginated_response_schema(schema)
        envelope["properties"]["ranked_by"] = {
            "type": "string",
            "enum": [ranking.value for ranking in ORDERS],
            "example": Ranking.TRENDING.value,
        }
        envelope["required"] = [*envelope.get("required", []), "ranked_by"]
        return envelope
