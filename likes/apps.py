from django.apps import AppConfig


class LikesConfig(AppConfig):
    name = "likes"
    default_auto_field = "django.db.models.BigAutoField"
