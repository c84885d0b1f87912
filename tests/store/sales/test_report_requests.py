"""How reports are asked for: windows, files, and what is refused."""

from __future__ import annotations

import csv
from datetime import date
from typing import Any

import pytest

from store.models import Vendor
from store.sales.counting import count_all_stale
from store.sales.errors import FromAfterTo, WindowTooLong
from store.sales.report_serializers import AVERAGED, ROWS
from store.sales.reports import Window, choose_window, months_and_days
from tests.builders import make_customer, make_order, make_product, make_vendor

pytestmark = pytest.mark.django_db
REPORTS = ["sales", "best-sellers", "vendors", "collections"]


def ask(client: Any, name: str, **params: Any) -> Any:
    headers = params.pop("headers", {})
    return client.get(f"/store/reports/{name}/", params, headers=headers)


def lines(answer: Any) -> list[list[str]]:
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/csv")
    text = answer.content.decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(text.removeprefix("\ufeff").splitlines()))


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2026-01-01", "2026-01-31", ["2026-01"]),
        ("2026-01-01", "2026-01-30", [f"2026-01-{day:02}" for day in range(1, 31)]),
        ("2026-01-31", "2026-03-01", ["2026-01-31", "2026-02", "2026-03-01"]),
        ("2024-02-01", "2024-02-29", ["2024-02"]),
        ("2024-02-29", "2024-02-29", ["2024-02-29"]),
        ("2025-12-31", "2026-01-31", ["2025-12-31", "2026-01"]),
        ("9999-12-01", "9999-12-31", ["9999-12"]),
        ("0001-01-01", "0001-01-31", ["0001-01"]),
    ],
)
def test_a_window_is_made_of_whole_months_and_days(
    since: str, until: str, expected: list[str]
) -> None:
    window = Window(date.fromisoformat(since), date.fromisoformat(until))

    assert months_and_days(window) == expected


def test_a_window_without_an_end_is_today_and_without_a_beginning_thirty_days() -> None:
    today = choose_window(since=None, until=None).until
    early = date(1, 1, 5)

    assert len(list(choose_window(since=None, until=None).days())) == 30
    assert choose_window(since=date(2026, 1, 1), until=None).until == today
    assert choose_window(since=None, until=early) == (date(1, 1, 1), early)


def test_a_window_may_be_as_long_as_it_says_and_not_a_day_longer() -> None:
    whole = {"since": date(2024, 1, 1), "until": date(2024, 12, 31)}

    assert len(list(choose_window(**whole, most_days=366).days())) == 366
    with pytest.raises(WindowTooLong):
        choose_window(**whole, most_days=365)
    with pytest.raises(FromAfterTo):
        choose_window(since=date(2024, 1, 2), until=date(2024, 1, 1))


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize(
    ("params", "field", "code"),
    [
        ({"from": "2026-13-01"}, "from", "invalid"),
        ({"from": "yesterday"}, "from", "invalid"),
        ({"from": ""}, "from", "invalid"),
        ({"to": "2026-02-30"}, "to", "invalid"),
        ({"to": "\x00"}, "to", "invalid"),
        ({"to": "1e400"}, "to", "invalid"),
        ({"from": "2026-03-02", "to": "2026-03-01"}, "from", "from_after_to"),
        ({"from": "9999-12-31"}, "from", "from_after_to"),
        ({"from": "1900-01-01", "to": "2026-01-01"}, "from", "window_too_long"),
    ],
)
@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_wrong_window_is_refused_as_json(
    client_of: Any, staff: Any, name: str, params: Any, field: str, code: str, form: str
) -> None:
    answer = ask(client_of(staff), name, format=form, **params)

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/json"
    assert "Content-Disposition" not in answer
    assert set(answer.json()) == {field, "code"}
    assert answer.json()["code"] == code


@pytest.mark.parametrize(
    ("name", "params", "field"),
    [
        ("sales", {"by": "year"}, "by"),
        ("best-sellers", {"by": "month"}, "by"),
        *(("best-sellers", {"limit": odd}, "limit") for odd in ("0", "1001", "x", "")),
        ("vendors", {"limit": "9" * 2000}, "limit"),
        ("collections", {"limit": "1.5"}, "limit"),
    ],
)
def test_a_wrong_choice_or_limit_is_refused(
    client_of: Any, staff: Any, name: str, params: Any, field: str
) -> None:
    answer = ask(client_of(staff), name, **params)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert field in answer.json()


def test_days_reach_over_a_year_and_months_over_ten(client_of: Any, staff: Any) -> None:
    client = client_of(staff)
    years = {"from": "2016-01-01", "to": "2025-12-31"}

    assert ask(client, "sales", **years).json()["code"] == "window_too_long"
    assert len(ask(client, "sales", by="month", **years).json()["rows"]) == 120
    assert ask(client, "best-sellers", **years).status_code == 200
    for edge in ("0001-01-01", "9999-12-31"):
        for name in REPORTS:
            answer = ask(client, name, **{"from": edge, "to": edge})
            assert answer.status_code == 200


@pytest.mark.parametrize(
    "how",
    [
        {"format": "csv"},
        {"headers": {"accept": "text/csv"}},
    ],
)
def test_a_report_is_a_file_when_it_is_asked_for(
    client_of: Any, staff: Any, how: Any, veras_shop: Vendor
) -> None:
    order = make_order(make_customer(), (make_product(vendor=veras_shop), 2))
    count_all_stale()
    day = order.placed_at.date().isoformat()

    answer = ask(client_of(staff), "sales", **{"from": day, "to": day}, **how)

    line = order.items.get()
    revenue = str(line.unit_price * 2)
    assert lines(answer) == [
        [*ROWS["sales"]],
        [day, "1", "2", revenue, "0", "0.00", revenue],
    ]
    named = f'attachment; filename="sales-{day}-to-{day}.csv"'
    assert answer["Content-Disposition"] == named


def test_a_report_is_a_file_by_its_suffix(client_of: Any, staff: Any) -> None:
    answer = client_of(staff).get("/store/reports/best-sellers.csv")

    assert lines(answer) == [[*ROWS["best_sellers"]]]


def test_the_summary_as_a_file_has_a_line_for_each_period(
    client_of: Any, staff: Any
) -> None:
    make_order(make_customer(), (make_product(unit_price="3.00"), 1))
    count_all_stale()

    answer = ask(client_of(staff), "summary", format="csv")

    head, *rows = lines(answer)
    assert head == ["period", *AVERAGED, "customers", "open_orders"]
    one = ["1", "1", "3.00", "0", "0.00", "3.00"]
    assert rows[0] == ["today", *one, "", ""]
    assert rows[-1] == ["total", *one, "1", "1"]
    assert 'filename="summary.csv"' in answer["Content-Disposition"]


def test_no_name_in_a_file_is_a_formula(client_of: Any, staff: Any) -> None:
    evil = make_vendor(shop_name="=HYPERLINK(0)")
    make_order(make_customer(), (make_product('@SUM(1),"é', vendor=evil), 1))
    count_all_stale()

    best = lines(ask(client_of(staff), "best-sellers", format="csv"))
    vendors = lines(ask(client_of(staff), "vendors", format="csv"))

    assert best[1][2] == "'@SUM(1),\"é"
    assert best[1][4] == vendors[1][1] == "'=HYPERLINK(0)"


def test_the_browsable_pages_show_reports_and_other_verbs_are_no_files(
    client_of: Any, staff: Any
) -> None:
    client = client_of(staff)
    for name in [*REPORTS, "summary"]:
        page = ask(client, name, headers={"accept": "text/html"})
        assert page.status_code == 200
        assert page["Content-Type"].startswith("text/html")
        assert "format=csv" in page.content.decode()
        options = client.options(f"/store/reports/{name}/?format=csv")
        assert (options.status_code, options["Content-Type"]) == (
            200,
            "application/json",
        )
        post = client.post(f"/store/reports/{name}/?format=csv")
        assert (post.status_code, post["Content-Type"]) == (405, "application/json")
        assert ask(client, name, format="xml").status_code == 404
