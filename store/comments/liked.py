"""Who liked which comment: the store does not know what likes are.

Whoever does keeps `Comment.like_count`, and says by `read_likes_with` what a reader liked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

LikedBy = Callable[[int, Sequence[int]], Collection[int]]
_readers: list[LikedBy] = []


def read_likes_with(reader: LikedBy) -> None:
    """`reader` takes the pk of a user and pks of comments; it returns those the user likes."""
    _readers[:] = [reader]


def likes_are_known() -> bool:
    return bool(_readers)


def liked_among(user_id: int | None, keys: Sequence[int]) -> Collection[int]:
    if user_id is None or not keys or not _readers:
        return set()
    return _readers[0](user_id, keys)
