"""Where Chargily tells what happened to a checkout."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiExample, extend_schema, inline_serializer
from rest_framework import serializers, status
from rest_framework.parsers import JSONParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from store.payments import chargily
from store.payments.errors import UnreadableEvent, UnsignedEvent
from store.payments.inbox import record_event


class ChargilyWebhookView(APIView):
    """`payments/chargily/webhook/`: signed by the raw body, kept once, answered at once."""

    authentication_classes = []
    permission_classes = [AllowAny]
    parser_classes = [JSONParser]

    @extend_schema(
        summary="Hear from Chargily",
        description=(
            "For Chargily Pay alone: the header `signature` is the HMAC-SHA256 of the raw "
            "body with the API's secret key, in hexadecimal digits. 403 `bad_signature` "
            "otherwise. The event is kept once and looked up afterwards; what it says of "
            "amounts and states is not believed."
        ),
        request=inline_serializer(
            "ChargilyEvent",
            {
                "id": serializers.CharField(),
                "type": serializers.CharField(),
                "data": serializers.DictField(),
            },
        ),
        responses=inline_serializer(
            "ChargilyEventKept", {"received": serializers.BooleanField()}
        ),
        examples=[
            OpenApiExample(
                "A paid checkout",
                {
                    "id": "01hjjj9aymmrwe664nbzrv84sg",
                    "type": "checkout.paid",
                    "data": {"id": "01hjjjzf07chnbkcjax2vs58fv"},
                },
                request_only=True,
            ),
            OpenApiExample("Kept", {"received": True}, response_only=True),
        ],
    )
    def post(self, request: Request) -> Response:
        body = request._request.body
        if not chargily.is_signed(
            body=body, signature=request.headers.get("signature")
        ):
            raise UnsignedEvent
        try:
            record_event(body=body)
        except chargily.ChargilyUnusable:
            raise UnreadableEvent from None
        return Response({"received": True}, status=status.HTTP_200_OK)
