"""Comments as the API shows them: what is read for a whole page at once."""

from __future__ import annotations

from typing import Any

from store.comments.choices import FORMER_CUSTOMER
from store.comments.liked import liked_among, likes_are_known
from store.comments.models import Comment
from store.shared.identity import user_id


def render_comments(
    comments: list[Comment], reader: object = None
) -> list[dict[str, Any]]:
    """Comments read with their authors, JSON-ready.

    That is one more query for the replies, and another one for what a signed-in reader likes.
    """
    keys = [comment.pk for comment in comments]
    replies = Comment.objects.reply_counts(keys)
    reader_id = user_id(reader)
    liked = liked_among(reader_id, keys)
    return [
        render_comment(comment, reader_id)
        | {
            "reply_count": replies.get(comment.pk, 0),
            "liked_by_me": comment.pk in liked,
        }
        for comment in comments
    ]


def render_comment(comment: Comment, reader_id: int | None) -> dict[str, Any]:
    gone = comment.is_deleted
    return {
        "id": comment.pk,
        "parent": comment.parent_id,
        "text": "" if gone else comment.text,
        "author": author_of(comment, reader_id),
        "by_vendor": comment.by_vendor and not gone,
        "contains_spoiler": comment.contains_spoiler and not gone,
        "created_at": comment.created_at,
        "edited_at": None if gone else comment.edited_at,
        "is_deleted": gone,
        "like_count": comment.like_count if likes_are_known() else 0,
    }


def author_of(comment: Comment, reader_id: int | None) -> dict[str, Any] | None:
    """None when it was deleted; somebody without a name when the account is gone."""
    if comment.customer is None:
        return {"name": FORMER_CUSTOMER, "is_me": False}
    if comment.is_deleted:
        return None
    is_me = reader_id is not None and comment.customer.user_id == reader_id
    return {"name": str(comment.customer), "is_me": is_me}
