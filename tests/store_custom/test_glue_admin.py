"""Tags and likes in the admin, and products without them."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from likes.models import LikedItem
from storefront.env import BASE_DIR
from tags.models import Tag, TaggedItem
from tests.admin_pages import filled, page, queries_of, suggestions
from tests.builders import make_product, make_user

ALONE = """
from storefront.settings import test
test.INSTALLED_APPS = [
    app for app in test.INSTALLED_APPS if app not in {"tags", "likes", "store_custom"}
]
import django
django.setup()
from django.test.utils import setup_test_environment
from django.core.management import call_command
from django.contrib.auth import get_user_model
from django.test import Client
setup_test_environment()
call_command("migrate", verbosity=0)
from tests.builders import make_image
image = make_image()
client = Client()
client.force_login(get_user_model().objects.create_superuser("a", "a@b.dz", "p"))
for address in ("", "store/product/", "store/product/add/", "store/product/1/change/"):
    answer = client.get("/admin/" + address)
    print(address, answer.status_code, "taggeditem" in answer.content.decode().lower())
"""


@pytest.mark.django_db
def test_a_product_is_tagged_in_its_form(admin_client):
    product = make_product()
    tag = Tag.objects.create(label="new")
    prefix = "tags-taggeditem-content_type-object_id"
    address = page("store_product", "change", product.pk)
    data = filled(admin_client.get(address)) | {
        f"{prefix}-TOTAL_FORMS": 1,
        f"{prefix}-0-tag": tag.pk,
    }

    assert admin_client.post(address, data).status_code == 302
    assert TaggedItem.objects.get().content_object == product
    assert suggestions(admin_client, "tags_taggeditem", "tag", "ne") == ["new"]


@pytest.mark.django_db
@pytest.mark.parametrize("again", [1, 2])
def test_a_tag_that_is_chosen_twice_is_said_in_the_form(admin_client, again):
    product = make_product()
    tag = Tag.objects.create(label="new")
    if again == 1:
        TaggedItem.objects.create(tag=tag, content_object=product)
    prefix = "tags-taggeditem-content_type-object_id"
    address = page("store_product", "change", product.pk)
    data = filled(admin_client.get(address)) | {
        f"{prefix}-TOTAL_FORMS": 2,
        f"{prefix}-0-tag": tag.pk,
        f"{prefix}-1-tag": tag.pk,
    }

    response = admin_client.post(address, data)

    assert response.status_code == 200
    assert "Choose each tag once." in response.content.decode()
    assert TaggedItem.objects.count() == 2 - again


@pytest.mark.django_db
def test_tags_are_searched_and_cost_the_same_however_many_there_are(admin_client):
    address = "/admin/tags/tag/"
    for label in ("new", "old"):
        Tag.objects.create(label=label)

    found = admin_client.get(address, {"q": "NE"}).context["cl"].result_list
    few = queries_of(admin_client, address)
    Tag.objects.bulk_create(Tag(label=f"tag {number}") for number in range(18))

    assert [tag.label for tag in found] == ["new"]
    assert queries_of(admin_client, address) == few


@pytest.mark.django_db
def test_likes_name_what_is_liked_and_cost_the_same_however_many_there_are(
    admin_client,
):
    address = "/admin/likes/likeditem/"

    def like(title):
        LikedItem.objects.create(user=make_user(), content_object=make_product(title))

    for title in ("Pan", "Pot"):
        like(title)
    html = admin_client.get(address).content.decode()
    few = queries_of(admin_client, address)
    for number in range(17):
        like(f"Thing {number}")

    assert ">Pan<" in html.replace("\n", "").replace(" ", "")
    assert queries_of(admin_client, address) == few


def test_the_admin_works_without_tags_likes_and_the_glue() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", ALONE],
        cwd=BASE_DIR,
        env={
            "DJANGO_SETTINGS_MODULE": "storefront.settings.test",
            "PATH": os.environ["PATH"],
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 0, answer.stderr
    assert [line.split() for line in answer.stdout.splitlines()] == [
        ["200", "False"],
        ["store/product/", "200", "False"],
        ["store/product/add/", "200", "False"],
        ["store/product/1/change/", "200", "False"],
    ]
