from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        from core import tasks  # noqa: F401
        from core.codes import letters  # noqa: F401
        from core.files.removal import watch_models
        from core.mail import accounts  # noqa: F401
        from core.privacy import people  # noqa: F401

        watch_models()
