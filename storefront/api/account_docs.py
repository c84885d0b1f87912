"""Words and examples for the operations of djoser and simplejwt, by operation id.

Each entry: summary, description, request example or None, (status, response example or None).
"""

from __future__ import annotations

from typing import Any, NamedTuple

USER = {
    "id": 5,
    "username": "amina",
    "email": "amina@example.com",
    "first_name": "Amina",
    "last_name": "Saadi",
}
NAMES = {
    "email": "amina@example.com",
    "first_name": "Amina",
    "last_name": "Saadi",
}
ACCESS = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ0b2tlbl90eXBlIjoiYWNjZXNzIn0.c2ln"
REFRESH = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ0b2tlbl90eXBlIjoicmVmcmVzaCJ9.c2ln"
LINK = {"uid": "NQ", "token": "cz4f1a-2f9f3f4e6b7c4a34"}
SECRET = "Mango-Tree-42"


class Words(NamedTuple):
    summary: str
    description: str
    request: dict[str, Any] | None = None
    status: str = "200"
    response: Any = None


ACCOUNT_DOCS = {
    "jwt_create_create": Words(
        "Sign in",
        "Username and password for an access token (one day) and a refresh token. "
        "Send the access token as `Authorization: JWT <access>`.",
        {"username": "amina", "password": SECRET},
        response={"access": ACCESS, "refresh": REFRESH},
    ),
    "jwt_refresh_create": Words(
        "Refresh an access token",
        "A refresh token for a new access token; 401 when it is no longer good.",
        {"refresh": REFRESH},
        response={"access": ACCESS},
    ),
    "jwt_verify_create": Words(
        "Verify a token",
        "200 and an empty object for a good token, 401 for any other.",
        {"token": ACCESS},
        response={},
    ),
    "users_list": Words(
        "List accounts",
        "Every account for staff; for others their own alone.",
        response=[USER],
    ),
    "users_create": Words(
        "Sign up",
        "A new account, and a customer with it. Username and e-mail must be free, the "
        "password strong.",
        {"username": "amina", "password": SECRET, **NAMES},
        "201",
        USER,
    ),
    "users_retrieve": Words(
        "Read an account", "Your own; any for staff.", response=USER
    ),
    "users_update": Words(
        "Replace an account",
        "Your own; any for staff. `set_username/` changes the username.",
        NAMES,
        response=USER,
    ),
    "users_partial_update": Words(
        "Change an account",
        "Your own; any for staff. `set_username/` changes the username.",
        {"first_name": "Amina"},
        response=USER,
    ),
    "users_destroy": Words(
        "Delete an account",
        "Your own, with `current_password` in the body; any for staff, with theirs.",
        status="204",
    ),
    "users_me_retrieve": Words(
        "Read your account", "Who the token stands for.", response=USER
    ),
    "users_me_update": Words(
        "Replace your account",
        "`set_username/` changes the username.",
        NAMES,
        response=USER,
    ),
    "users_me_partial_update": Words(
        "Change your account",
        "`set_username/` changes the username.",
        {"first_name": "Amina"},
        response=USER,
    ),
    "users_me_destroy": Words(
        "Delete your account",
        "Needs `current_password` in the body. An account with orders stays: 409.",
        status="204",
    ),
    "users_activation_create": Words(
        "Activate an account",
        "With the two parts of the link that was mailed.",
        LINK,
        "204",
    ),
    "users_resend_activation_create": Words(
        "Mail the activation link again",
        "204 for an account that waits for activation.",
        {"email": "amina@example.com"},
        "204",
    ),
    "users_reset_password_create": Words(
        "Mail a password reset link",
        "The same answer whether or not the address has an account.",
        {"email": "amina@example.com"},
        "204",
    ),
    "users_reset_password_confirm_create": Words(
        "Reset the password",
        "With the two parts of the link that was mailed.",
        {**LINK, "new_password": SECRET},
        "204",
    ),
    "users_reset_username_create": Words(
        "Mail a username reset link",
        "The same answer whether or not the address has an account.",
        {"email": "amina@example.com"},
        "204",
    ),
    "users_reset_username_confirm_create": Words(
        "Reset the username",
        "With the two parts of the link that was mailed.",
        {**LINK, "new_username": "amina2"},
        "204",
    ),
    "users_set_password_create": Words(
        "Change your password",
        "Needs the current one.",
        {"current_password": SECRET, "new_password": "Date-Palm-43"},
        "204",
    ),
    "users_set_username_create": Words(
        "Change your username",
        "Needs the current password.",
        {"current_password": SECRET, "new_username": "amina2"},
        "204",
    ),
}
