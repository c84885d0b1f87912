from store.shared.errors import Conflict, Invalid, Refused


class BadIsbn(Invalid):
    code = "bad_isbn"
    field = "book"
    message = "isbn: This is no ISBN of 10 or 13 digits; check each of them."


class BadLanguage(Invalid):
    code = "bad_language"
    field = "book"
    message = "language: Use a code of ISO 639: two letters (fr), or three (kab)."


class BadPages(Invalid):
    code = "bad_pages"
    field = "book"
    message = "pages: Use a number (180), or a range from less to more (180-210)."


class UnknownGenres(Invalid):
    """`unknown`: the ids and slugs that are no genre's."""

    code = "unknown_genres"
    field = "genres"
    message = "Some of these are no genres; nothing was changed."

    def __init__(self, keys: list[int | str]) -> None:
        super().__init__(unknown=keys)


class UnknownGenresOfBook(UnknownGenres):
    field = "book"
    message = "genres: Some of these are no genres; nothing was changed."


class BookInUse(Conflict):
    code = "book_in_use"
    message = "It has files, or somebody holds it: it stays a book."


class GenreInUse(Refused):
    code = "genre_in_use"
    message = "Genre cannot be deleted because it includes one or more books."


class AuthorInUse(Refused):
    code = "author_in_use"
    message = "Author cannot be deleted because one or more books name them."
