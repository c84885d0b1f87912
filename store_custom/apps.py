from django.apps import AppConfig, apps


class StoreCustomConfig(AppConfig):
    name = "store_custom"

    def ready(self) -> None:
        from store.catalog.codes import read_first_tags_with
        from store_custom import privacy, receivers  # noqa: F401
        from store_custom.first_tags import first_tags

        if apps.is_installed("tags"):
            read_first_tags_with(first_tags)
