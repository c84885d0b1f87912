from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "store"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from store import tasks  # noqa: F401
        from store.catalog import receivers as catalog  # noqa: F401
        from store.customers import receivers  # noqa: F401
        from store.discovery import receivers as discovery  # noqa: F401
        from store.insights import receivers as insights  # noqa: F401
        from store.library import receivers as library  # noqa: F401
        from store.payments import checks  # noqa: F401
        from store.payments import receivers as payments  # noqa: F401
        from store.rankings import receivers as rankings  # noqa: F401
        from store.recommendations import receivers as recommendations  # noqa: F401
        from store.reviews import receivers as reviews  # noqa: F401
        from store.sales import receivers as sales  # noqa: F401
        from store.vendors import receivers as vendors  # noqa: F401
