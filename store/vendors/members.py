"""The people of a vendor over HTTP."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.mixins import DestroyModelMixin, ListModelMixin, RetrieveModelMixin
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from store.shared.schema import describe
from store.shared.scopes import BearerViewSet
from store.vendors import services
from store.vendors.choices import Role
from store.vendors.models import VendorInvitation, VendorMember
from store.vendors.scopes import VendorChildViewSet
from store.vendors.serializers import (
    InvitationSerializer,
    MemberSerializer,
    OwnMembershipSerializer,
    RoleSerializer,
    TokenSerializer,
)


@describe(
    "member",
    list="The people of the vendor, for its members and staff of the store.",
    create=(
        "Invite by e-mail, by an owner: the address gets a token that is good for seven "
        "days and one use. The answer is the same whether or not it has an account. "
        "Inviting again replaces the invitation, ten minutes later at the earliest: 409 "
        "`invited_just_now` with `retry_after` in seconds. 409 as well: `already_member`, "
        "`vendor_not_approved`, `too_many_invitations` (50, open or made within a day)."
    ),
    partial_update="Another role, by an owner. 409 `last_owner` for the last owner.",
    destroy=(
        "By an owner; members may leave by themselves. 409 `last_owner` for the last "
        "owner."
    ),
)
class VendorMemberViewSet(VendorChildViewSet, ListModelMixin, RetrieveModelMixin):
    """Who works for a vendor."""

    model = VendorMember

    def get_serializer_class(self) -> type[BaseSerializer]:
        if self.action == "create":
            return InvitationSerializer
        return RoleSerializer if self.action == "partial_update" else MemberSerializer

    def shape(self, queryset: Any) -> Any:
        return queryset.select_related("user")

    def may_go_on(self) -> bool:
        return self.action == "destroy" or super().may_go_on()

    @extend_schema(responses={202: InvitationSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        invitation = services.invite_member(
            vendor=self.vendor, **serializer.validated_data
        )
        data = self.get_serializer(invitation).data
        return Response(data, status=status.HTTP_202_ACCEPTED)

    @extend_schema(responses=MemberSerializer)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        member = self.get_object()
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        member = services.change_role(member=member, **serializer.validated_data)
        return Response(MemberSerializer(member).data)

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        member = self.get_object()
        if member != self.membership and not self.has_role(Role.OWNER):
            self.permission_denied(request)
        services.remove_member(member=member)
        return Response(status=status.HTTP_204_NO_CONTENT)


@describe(
    "invitation",
    list="The open invitations, for owners. `members/` makes them.",
    destroy="Revoke it: its token is no longer good.",
)
class VendorInvitationViewSet(VendorChildViewSet, ListModelMixin, DestroyModelMixin):
    """Who is invited to a vendor."""

    model = VendorInvitation
    serializer_class = InvitationSerializer
    readers = (Role.OWNER,)

    def shape(self, queryset: Any) -> Any:
        return queryset.open()

    def perform_destroy(self, instance: VendorInvitation) -> None:
        services.revoke_invitation(invitation=instance)


class InvitationTokenViewSet(BearerViewSet):
    """For those who are invited."""

    model = VendorInvitation
    serializer_class = TokenSerializer
    permission_classes = [IsAuthenticated]

    @extend_schema(
        summary="Accept an invitation",
        description=(
            "With the token that was mailed, signed in with the account of the address "
            "that was invited. 400 `invalid_invitation` for every other token. Who is a "
            "member already keeps the role they have."
        ),
        responses={201: OwnMembershipSerializer},
    )
    @action(["POST"], detail=False)
    def accept(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        member = services.accept_invitation(
            user=request.user, **serializer.validated_data
        )
        context = self.get_serializer_context()
        own = VendorMember.objects.with_vendor(request.user).get(pk=member.pk)
        data = OwnMembershipSerializer(own, context=context).data
        return Response(data, status=status.HTTP_201_CREATED)
