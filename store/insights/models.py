"""What is remembered of who looked at what. One import for every model of the concept."""

from store.insights.history_models import ProductView, SearchQuery

__all__ = ["ProductView", "SearchQuery"]
