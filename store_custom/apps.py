from django.apps import AppConfig, apps


class StoreCustomConfig(AppConfig):
    name = "store_custom"

    def ready(self) -> None:
        from core.throttling import limits_of
        from store.shared.throttles import count_writing_with
        from store_custom import (  # noqa: F401
            generic_rows,
            order_receivers,
            privacy,
            receivers,
        )

        count_writing_with(limits_of)
        if apps.is_installed("tags"):
            join_tags()
        if apps.is_installed("likes"):
            join_likes()


def join_tags() -> None:
    from django_filters import CharFilter

    from store.catalog.codes import read_first_tags_with
    from store.catalog.filters import filter_products_by
    from store.discovery.texts import read_tags_with
    from store.recommendations.tagged import read_shared_tags_with
    from store_custom.tags import receivers  # noqa: F401
    from store_custom.tags.reading import TaggedWords, first_tags, products_sharing_tags
    from store_custom.tags.services import with_tag

    read_first_tags_with(first_tags)
    read_shared_tags_with(products_sharing_tags)
    read_tags_with(TaggedWords())
    filter_products_by(
        "tag",
        CharFilter(
            method=with_tag,
            help_text="Only products with this tag: its label in any case, or its id.",
        ),
    )


def join_likes() -> None:
    from store.comments.liked import read_likes_with
    from store_custom.likes import receivers  # noqa: F401
    from store_custom.likes.services import comments_liked_by

    read_likes_with(comments_liked_by)
