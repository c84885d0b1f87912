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
    "phone_number": "+213555010203",
    "is_email_verified": True,
}
ACCOUNT = {
    **USER,
    "profile_image": "http://127.0.0.1:8000/media/core/profiles/picture_x7Qd2Za.jpg",
}
NAMES = {
    "email": "amina@example.com",
    "first_name": "Amina",
    "last_name": "Saadi",
    "phone_number": "0555 01 02 03",
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
        "Username or e-mail, and password, for an access token (one day) and a refresh "
        "token (14 days): a new session. "
        "Send the access token as `Authorization: JWT <access>`.",
        {"username": "amina", "password": SECRET},
        response={"access": ACCESS, "refresh": REFRESH},
    ),
    "jwt_refresh_create": Words(
        "Refresh an access token",
        "A refresh token for a new access token and the next refresh token: store both. "
        "The old one is used up. For ten seconds it still gets its successor, so that two "
        "tabs do not sign each other out; after that it ends the session, since it was "
        "copied.",
        {"refresh": REFRESH},
        response={"access": ACCESS, "refresh": REFRESH},
    ),
    "jwt_logout_create": Words(
        "Sign out here",
        "Ends the session of the refresh token in the body, or of the access token that "
        "asks. Its access tokens are refused from then on.",
        {"refresh": REFRESH},
        "204",
    ),
    "jwt_logout_all_create": Words(
        "Sign out everywhere",
        "Ends every session of the account, and its app passwords.",
        status="204",
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
        response=[ACCOUNT],
    ),
    "users_create": Words(
        "Sign up",
        "A new account, and a customer with it. Username and e-mail must be free, the "
        "password strong. `genres` are ids or slugs of those you like to read. A code "
        "that verifies the address is mailed.",
        {"username": "amina", "password": SECRET, **NAMES, "genres": ["adventure"]},
        "201",
        USER,
    ),
    "users_retrieve": Words(
        "Read an account", "Your own; any for staff.", response=ACCOUNT
    ),
    "users_update": Words(
        "Replace an account",
        "Your own; any customer's for staff. `set_username/` changes the username.",
        NAMES,
        response=ACCOUNT,
    ),
    "users_partial_update": Words(
        "Change an account",
        "Your own; any customer's for staff. `set_username/` changes the username.",
        {"first_name": "Amina"},
        response=ACCOUNT,
    ),
    "users_destroy": Words(
        "Delete an account",
        "Your own, with `current_password` in the body; a customer's for staff, with "
        "theirs. What happens to the person's data is what `users/me/` says.",
        status="204",
    ),
    "users_me_retrieve": Words(
        "Read your account", "Who the token stands for.", response=ACCOUNT
    ),
    "users_me_update": Words(
        "Replace your account",
        "`set_username/` changes the username. Another e-mail address is unverified until "
        "the code mailed to it comes back; the old one is told.",
        NAMES,
        response=ACCOUNT,
    ),
    "users_me_partial_update": Words(
        "Change your account",
        "`set_username/` changes the username.",
        {"first_name": "Amina"},
        response=ACCOUNT,
    ),
    "users_me_destroy": Words(
        "Delete your account",
        "Needs `current_password` in the body. Erases you: account, profile, addresses, "
        "likes and the words of reviews. Orders stay without your name, and ratings. A "
        "shop of which you are the only owner is closed; while it has open orders this "
        "is a 409 `sole_owner_with_open_orders`, which names the shops in `vendors`.",
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
        "Needs the current one. Every other session ends, and app passwords.",
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
