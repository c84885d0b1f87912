"""`/auth/email/` and `/auth/password/`: codes by mail."""

from __future__ import annotations

import time
from typing import Any

from django.contrib.auth import get_user_model
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from core.accounts import account_with
from core.codes.errors import AlreadyVerified, InvalidCode
from core.codes.models import Purpose
from core.codes.serializers import (
    EmailSerializer,
    ResendSerializer,
    ResetPasswordSerializer,
    VerifyEmailSerializer,
    check_password_of,
)
from core.codes.services import use_code
from core.mail.afterwards import AnswerThenMail
from core.sessions.services import change_password
from core.throttling import LimitsGuesses

User = get_user_model()
ON_ITS_WAY = {"detail": "If the address has an account, a code is on its way to it."}
DONE = OpenApiResponse(description="Done.")
# A refusal takes this long: how little there was to look up is not for the watch to say.
REFUSAL_SECONDS = 0.1


class CodeView(LimitsGuesses, GenericAPIView):
    permission_classes = [AllowAny]

    def read(self, request: Request) -> dict[str, Any]:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, InvalidCode):
            time.sleep(max(0, self.began + REFUSAL_SECONDS - time.monotonic()))
        return super().handle_exception(exc)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self.began = time.monotonic()
        super().initial(request, *args, **kwargs)


def account_of(request: Request, email: str | None) -> Any:
    """The account that an address names, else the one signed in; None if there is none."""
    if email is None:
        if getattr(request.user, "pk", None) is None:
            raise ValidationError({"email": ["This field is required."]})
        return request.user
    try:
        return account_with(email=email)
    except User.DoesNotExist:
        return None


class VerifyEmailView(CodeView):
    serializer_class = VerifyEmailSerializer
    limits = ("code",)

    @extend_schema(
        summary="Verify the e-mail address",
        description=(
            "With the code that was mailed: of the account signed in, or of the one that "
            "`email` names. A code is good for an hour, one use and five wrong guesses."
        ),
        responses={204: DONE},
    )
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        data = self.read(request)
        user = account_of(request, data.get("email"))
        if user is None:
            raise InvalidCode
        use_code(
            user=user,
            purpose=Purpose.VERIFY_EMAIL,
            text=data["code"],
            then=lambda: User.objects.filter(pk=user.pk, email=user.email).update(
                is_email_verified=True
            ),
        )
        return Response(status=status.HTTP_204_NO_CONTENT)


class ResendView(CodeView):
    serializer_class = ResendSerializer
    limits = ("mail",)

    @extend_schema(
        summary="Mail a new verification code",
        description=(
            "It ends the one before it. 202 whether or not the address has an account "
            "that waits for it; 409 `already_verified` for the account signed in."
        ),
        responses={202: OpenApiResponse(description="On its way, if there is one.")},
    )
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        email = self.read(request).get("email")
        if email is None:
            user = account_of(request, None)
            if user.is_email_verified:
                raise AlreadyVerified
            email = user.email
        return AnswerThenMail(
            ON_ITS_WAY, status.HTTP_202_ACCEPTED, kind="email_code", email=email
        )


class ForgotPasswordView(CodeView):
    serializer_class = EmailSerializer
    limits = ("mail",)

    @extend_schema(
        summary="Forgot the password",
        description=(
            "Mails a code for a new password. The same answer, in the same time, whether "
            "or not the address has an account."
        ),
        responses={202: OpenApiResponse(description="On its way, if there is one.")},
    )
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        email = self.read(request)["email"]
        return AnswerThenMail(
            ON_ITS_WAY, status.HTTP_202_ACCEPTED, kind="password_code", email=email
        )


class ResetPasswordView(CodeView):
    serializer_class = ResetPasswordSerializer
    limits = ("code",)

    @extend_schema(
        summary="Set a new password with a code",
        description=(
            "Ends every session of the account, and its app passwords. A password that is too weak is refused "
            "and leaves the code good. Whoever read the mail has the address: it counts "
            "as verified from then on."
        ),
        responses={204: DONE},
    )
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        data = self.read(request)
        user = account_of(request, data["email"])
        if user is None:
            raise InvalidCode

        def set_password() -> None:
            check_password_of(user, data["new_password"])
            change_password(user=user, password=data["new_password"])
            User.objects.filter(pk=user.pk).update(is_email_verified=True)

        use_code(
            user=user,
            purpose=Purpose.RESET_PASSWORD,
            text=data["code"],
            then=set_password,
        )
        return Response(status=status.HTTP_204_NO_CONTENT)
