"""The permission classes by name."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from rest_framework.permissions import DjangoModelPermissions

from core.models import User
from store.models import Collection
from store.permissions import (
    FullDjangoModelPermissions,
    IsAdminOrReadOnly,
    ViewCustomerHistoryPermission,
)

NOBODIES = [AnonymousUser(), None, {}, User(), User(is_staff=False)]


def request_by(user, method="GET"):
    return SimpleNamespace(user=user, method=method, query_params={})


def view():
    return SimpleNamespace(
        queryset=Collection.objects.all(), get_queryset=Collection.objects.all
    )


@pytest.mark.parametrize("user", [*NOBODIES, User(is_staff=True)])
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_anyone_reads_what_admins_write(user, method):
    assert IsAdminOrReadOnly().has_permission(request_by(user, method), None)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_only_staff_write(method):
    permission = IsAdminOrReadOnly()

    assert permission.has_permission(request_by(User(is_staff=True), method), None)
    for user in NOBODIES:
        assert not permission.has_permission(request_by(user, method), None)


@pytest.mark.parametrize("user", [*NOBODIES, User(is_staff=True)])
def test_no_unsaved_user_views_a_history(user):
    assert not ViewCustomerHistoryPermission().has_permission(request_by(user), None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "codename"),
    [
        ("GET", "view_collection"),
        ("HEAD", "view_collection"),
        ("POST", "add_collection"),
        ("PUT", "change_collection"),
        ("PATCH", "change_collection"),
        ("DELETE", "delete_collection"),
    ],
)
def test_full_model_permissions_ask_for_reads_as_well(alice, method, codename):
    permission = FullDjangoModelPermissions()
    assert not permission.has_permission(request_by(alice, method), view())

    alice.user_permissions.add(Permission.objects.get(codename=codename))
    alice = User.objects.get(pk=alice.pk)

    assert permission.has_permission(request_by(alice, method), view())


def test_full_model_permissions_leave_the_shared_map_alone():
    FullDjangoModelPermissions()

    assert DjangoModelPermissions.perms_map["GET"] == []
    assert DjangoModelPermissions().perms_map["GET"] == []
    assert FullDjangoModelPermissions.perms_map is not DjangoModelPermissions.perms_map
    assert FullDjangoModelPermissions().perms_map["GET"] == [
        "%(app_label)s.view_%(model_name)s"
    ]
