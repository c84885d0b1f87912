"""Files that are no table of products, and files that mean harm."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from store.sheets import readers
from store.sheets.errors import BadSheet
from store.sheets.readers import open_sheet
from tests.sheets import csv_of, xlsx_of


def refusal(content):
    with pytest.raises(BadSheet) as raised:
        list(open_sheet(content).rows)
    return raised.value.code


def rewritten(content, **entries):
    """An XLSX file with some of its parts replaced; `sheet` and `strings` name them."""
    names = {
        "sheet": "xl/worksheets/sheet1.xml",
        "strings": "xl/sharedStrings.xml",
        "types": "[Content_Types].xml",
    }
    target = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            replaced = {names[key]: text for key, text in entries.items()}
            new.writestr(name, replaced.get(name, old.read(name)))
    return target.getvalue()


GOOD = xlsx_of(["id", "title"], [1, "x"])
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{}</sheetData></worksheet>"
)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_sheet"),
        (b"\xef\xbb\xbf", "empty_sheet"),
        (b"\n\n , ,\n", "empty_sheet"),
        (xlsx_of(), "empty_sheet"),
        ("id,title\n1,Mangue mûre\n".encode("cp1252"), "wrong_encoding"),
        ("id,title\n1,x\n".encode("utf-16"), "wrong_encoding"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "wrong_encoding"),
        (b"\xd0\xcf\x11\xe0" + bytes(500), "not_a_sheet"),
        (b"PK\x03\x04" + bytes(500), "not_a_sheet"),
        (GOOD[:-200], "not_a_sheet"),
        (GOOD[:400] + bytes(200) + GOOD[600:], "not_a_sheet"),
        (rewritten(GOOD, types=b"<Types/>"), "not_a_sheet"),
        (rewritten(GOOD, sheet=b"<worksheet><sheetData><row>"), "not_a_sheet"),
        (b"<html><body>Not found</body></html>", "unknown_columns"),
        (b'{"id": 1}', "unknown_columns"),
        (b"id,price\n", "unknown_columns"),
        (b"id,,title\n", "unknown_columns"),
        (b"id,vendor_id\n", "unknown_columns"),
        (b"id,title,Title\n", "duplicate_columns"),
        (b"title,unit_price\n", "missing_columns"),
        (b"1,Mango,2.50\n", "unknown_columns"),
        (b"id" + b",x" * 1_000_000, "unknown_columns"),
        (b'id,title\n1,"' + b"x" * 5_100_000, "not_a_sheet"),
    ],
)
def test_what_is_no_table_of_products_is_refused_by_a_code(content, code):
    assert refusal(content) == code


def test_a_document_that_is_a_zip_but_no_workbook_is_refused():
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")

    assert refusal(target.getvalue()) == "not_a_sheet"


def test_a_file_that_unpacks_to_more_than_it_should_is_not_unpacked(monkeypatch):
    """Five megabytes of zip may hold five gigabytes of spaces."""
    monkeypatch.setattr(readers, "load_workbook", None)
    bomb = rewritten(GOOD, sheet=SHEET.format(" " * 60_000_000).encode())

    assert len(bomb) < 200_000
    assert refusal(bomb) == "sheet_too_large"


def test_a_zip_of_a_thousand_entries_is_refused():
    target = BytesIO(GOOD)
    with ZipFile(target, "a") as archive:
        for number in range(1000):
            archive.writestr(f"x{number}", "")

    assert refusal(target.getvalue()) == "sheet_too_large"


def test_entities_that_multiply_are_refused():
    laughs = (
        '<!DOCTYPE x [<!ENTITY a "ha">'
        + "".join(
            f'<!ENTITY {name} "{"&" + before + ";"}{"&" + before + ";"}">'
            for before, name in pairwise("abcdefghijklmnopqrstu")
        )
        + "]>"
    )
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>&u;</t></is></c></row>'

    assert refusal(rewritten(GOOD, sheet=(laughs + SHEET.format(row)).encode())) == (
        "not_a_sheet"
    )


def test_a_row_that_claims_to_be_far_away_costs_nothing():
    row = '<row r="999999999999"><c r="A999999999999"><v>1</v></c></row>'

    assert refusal(rewritten(GOOD, sheet=SHEET.format(row).encode())) == "empty_sheet"


def test_a_cell_in_the_last_column_and_row_of_excel_is_not_padded_to():
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>'
        '<row r="2"><c r="A2"><v>1</v></c><c r="XFD2"><v>1</v></c></row>'
        '<row r="1048576"><c r="A1048576"><v>3</v></c></row>'
    )

    found = list(open_sheet(rewritten(GOOD, sheet=SHEET.format(rows).encode())).rows)

    assert found == [(2, {"id": "1"}), (1_048_576, {"id": "3"})]


def test_an_integer_of_ten_thousand_digits_is_refused():
    row = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>'
        f'<row r="2"><c r="A2"><v>{"9" * 10_000}</v></c></row>'
    )

    assert refusal(rewritten(GOOD, sheet=SHEET.format(row).encode())) == "not_a_sheet"


def test_lone_surrogates_and_nul_get_no_further_than_the_serializer():
    row = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>_xD800__x0000_</t></is></c></row>'
    )

    found = list(open_sheet(rewritten(GOOD, sheet=SHEET.format(row).encode())).rows)

    assert found == [(2, {"id": "\ud800\0"})]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_separator_is_found_by_the_names_of_the_columns(delimiter):
    content = csv_of(["id", "title"], ["1", "a;b,c\td"], delimiter=delimiter)

    assert list(open_sheet(content).rows) == [(2, {"id": "1", "title": "a;b,c\td"})]
