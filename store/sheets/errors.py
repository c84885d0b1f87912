from store.shared.errors import Conflict, Invalid
from store.sheets.choices import MOST_AT_ONCE, MOST_ROWS


class BadSheet(Invalid):
    """The file as a whole can't be read; nothing is looked at row by row."""

    field = "file"


class NotASheet(BadSheet):
    code = "not_a_sheet"
    message = "This is neither an XLSX nor a CSV file that can be read."


class WrongEncoding(BadSheet):
    code = "wrong_encoding"
    message = 'The text is not UTF-8. In Excel choose "CSV UTF-8" when you save it.'


class SheetTooLarge(BadSheet):
    code = "sheet_too_large"
    message = "This XLSX file is too large once it is unpacked."


class EmptySheet(BadSheet):
    code = "empty_sheet"
    message = "The file has no row with the names of the columns."


class UnknownColumns(BadSheet):
    """`columns`: those that are not known, the first few of them."""

    code = "unknown_columns"
    message = "Some columns are not known: see docs/importing.md for those that are."

    def __init__(self, columns: list[str]) -> None:
        super().__init__(columns=columns)


class DuplicateColumns(BadSheet):
    """`columns`: those that are there more than once."""

    code = "duplicate_columns"
    message = "Some columns are there more than once."

    def __init__(self, columns: list[str]) -> None:
        super().__init__(columns=columns)


class MissingColumns(BadSheet):
    """`columns`: without an `id` these have to be there."""

    code = "missing_columns"
    message = (
        "Without the column id every row is a new product; these columns are missing."
    )

    def __init__(self, columns: list[str]) -> None:
        super().__init__(columns=columns)


class TooManyRows(BadSheet):
    code = "too_many_rows"
    message = f"A file has at most {MOST_ROWS:,} rows of products. Split it."


class TooManyImports(Conflict):
    code = "too_many_imports"
    message = f"{MOST_AT_ONCE} imports of this shop are under way. Wait for one to end."


class NotForXlsx(Conflict):
    """Too many rows for it, or a text that is longer than one of its cells."""

    code = "not_for_xlsx"
    message = (
        f"XLSX has no room for this: more than {MOST_ROWS:,} products, or a text of "
        "more than 32,767 characters. Take CSV."
    )
