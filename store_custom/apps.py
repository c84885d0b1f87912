from django.apps import AppConfig


class StoreCustomConfig(AppConfig):
    name = "store_custom"

    def ready(self) -> None:
        from store_custom import privacy, receivers  # noqa: F401
