"""`/store/companies/` for staff, and who belongs to which company."""

from __future__ import annotations

import json
from typing import Any

import pytest

from store.models import Company, Customer
from tests.architecture.world import everything
from tests.builders import make_company, make_customer

pytestmark = pytest.mark.django_db
URL = "/store/companies/"
CUSTOMERS = "/store/customers/"
ATLAS = {"name": "Atlas", "tax_number": "0001", "address": "4 Rue A, Algiers"}


def test_staff_add_read_change_and_delete_a_company(client_of: Any, staff: Any) -> None:
    client = client_of(staff)

    made = client.post(URL, ATLAS, format="json")

    pk = Company.objects.get().pk
    assert (made.status_code, made.json()) == (201, {"id": pk, **ATLAS})
    assert client.get(f"{URL}{pk}/").json() == {"id": pk, **ATLAS}
    changed = client.patch(f"{URL}{pk}/", {"address": "5 Rue B"}, format="json")
    assert changed.json() == {"id": pk, **ATLAS, "address": "5 Rue B"}
    replaced = client.put(f"{URL}{pk}/", {"name": "Atlas 2"}, format="json")
    assert replaced.json()["name"] == "Atlas 2"
    assert client.delete(f"{URL}{pk}/").status_code == 204
    assert client.delete(f"{URL}{pk}/").status_code == 404
    assert not Company.objects.exists()


def test_a_tax_number_is_unique_when_it_is_given(client_of: Any, staff: Any) -> None:
    client = client_of(staff)
    for number in ("", None, " "):
        body = {"name": "Atlas", "tax_number": number}
        answer = client.post(URL, body, format="json")
        assert (answer.status_code, answer.json()["tax_number"]) == (201, None)
    first = client.post(URL, {"name": "A", "tax_number": " 00 1a "}, format="json")
    assert first.json()["tax_number"] == "001a"

    for number in ("001a", "0 01A"):
        again = client.post(URL, {"name": "B", "tax_number": number}, format="json")
        assert again.status_code == 400
        assert again.json() == {
            "tax_number": ["There is a company with this tax number."],
            "code": "invalid",
        }
    own = f"{URL}{first.json()['id']}/"
    assert client.patch(own, {"tax_number": "001a"}, format="json").status_code == 200
    assert Company.objects.count() == 4


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"name": ""},
        {"name": None},
        {"name": "N" * 256},
        {"name": "a\0"},
        {"name": "\ud800"},
        {"name": ["A"]},
        {"name": "A", "tax_number": "1" * 51},
        {"name": "A", "tax_number": "ß" * 51},
        {"name": "A", "tax_number": {"a": 1}},
        {"name": "A", "tax_number": "\ud800"},
        {"name": "A", "tax_number": "1\0"},
        {"name": "A", "address": "S" * 256},
    ],
    ids=repr,
)
def test_bad_input_is_refused(client_of: Any, staff: Any, sent: Any) -> None:
    body = json.dumps(sent)  # DRF's own renderer refuses a lone surrogate
    answer = client_of(staff).post(URL, body, content_type="application/json")

    assert (answer.status_code, "code" in answer.json()) == (400, True)
    assert not Company.objects.exists()


def test_companies_are_ordered_searched_and_filtered(
    client_of: Any, staff: Any
) -> None:
    atlas = make_company(name="Atlas", tax_number="111")
    zenith = make_company(name="Zenith", tax_number="222")
    bazar = make_company(customer := make_customer(), name="Bazar Zen")
    client = client_of(staff)

    def names(**query: Any) -> list[str]:
        return [row["name"] for row in client.get(URL, query).json()]

    assert names() == ["Atlas", "Bazar Zen", "Zenith"]
    assert names(ordering="-name") == ["Zenith", "Bazar Zen", "Atlas"]
    assert names(search="zen") == ["Bazar Zen", "Zenith"]
    assert names(search="22") == [zenith.name]
    assert names(customer_id=customer.pk) == [bazar.name]
    assert names(ordering="tax_number") == names()
    page = client.get(URL, {"page_size": 1}).json()
    assert (page["count"], page["results"][0]["id"]) == (3, atlas.pk)
    for key in ("0", "abc", "9" * 30):
        assert client.get(URL, {"customer_id": key}).status_code == 400


def test_the_form_of_the_list_does_not_name_every_customer(
    client_of: Any, staff: Any
) -> None:
    make_company(make_customer(first_name="Amina", last_name="Saadi"))

    page = client_of(staff).get(URL, HTTP_ACCEPT="text/html").content.decode()

    assert "customer_id" in page
    assert "Amina" not in page


@pytest.mark.parametrize("length", [51, 100_000])
def test_a_tax_number_too_long_is_refused(
    client_of: Any, staff: Any, length: int
) -> None:
    body = {"name": "Atlas", "tax_number": "1" * length}

    answer = client_of(staff).post(URL, body, format="json")

    assert answer.status_code == 400
    assert list(answer.json()) == ["tax_number", "code"]
    assert not Company.objects.exists()


def test_staff_say_who_belongs_to_which_company(
    client_of: Any, staff: Any, alice: Any
) -> None:
    one, two = make_company(name="Zenith"), make_company(name="Atlas", tax_number="7")
    url = f"{CUSTOMERS}{alice.customer.pk}/"
    client = client_of(staff)

    answer = client.patch(url, {"company_ids": [one.pk, two.pk]}, format="json")

    body = answer.json()
    assert (answer.status_code, body["company_ids"]) == (200, [two.pk, one.pk])
    assert body["companies_detail"] == [
        {"id": two.pk, "name": "Atlas", "tax_number": "7", "address": ""},
        {"id": one.pk, "name": "Zenith", "tax_number": None, "address": ""},
    ]
    assert client.get(url).json() == body
    assert body in client.get(CUSTOMERS).json()
    for verb in (client.patch, client.put):
        kept = verb(url, {"phone": "1"}, format="json").json()
        assert kept["company_ids"] == [two.pk, one.pk]
    fewer = client.put(url, {"company_ids": [one.pk, one.pk]}, format="json")
    assert fewer.json()["company_ids"] == [one.pk]
    form = client.patch(url, {"company_ids": [two.pk]}, format="multipart")
    assert form.json()["company_ids"] == [two.pk]
    assert client.patch(url, {"phone": "2"}).json()["company_ids"] == [two.pk]
    none = client.patch(url, {"company_ids": []}, format="json").json()
    assert (none["company_ids"], none["companies_detail"]) == ([], [])


def test_an_unknown_company_is_named_and_nothing_is_changed(
    client_of: Any, staff: Any, alice: Any
) -> None:
    company = make_company(alice.customer)
    before = everything()

    answer = client_of(staff).patch(
        f"{CUSTOMERS}{alice.customer.pk}/",
        {"phone": "new", "company_ids": [company.pk, 999999, 2**62]},
        format="json",
    )

    assert answer.status_code == 400
    assert answer.json() == {
        "company_ids": ["Some of these are no companies; nothing was changed."],
        "ids": [999999, 2**62],
        "code": "unknown_companies",
    }
    assert everything() == before


@pytest.mark.parametrize(
    "ids",
    [
        None,
        "x",
        3,
        {"a": 1},
        ["x"],
        [None],
        [True],
        [2.5],
        [-1],
        [2**63],
        [[1]],
        [1] * 501,
    ],
    ids=lambda ids: repr(ids)[:20],
)
def test_what_is_no_list_of_ids_is_refused(
    client_of: Any, staff: Any, alice: Any, ids: Any
) -> None:
    make_company(alice.customer)
    before = everything()

    answer = client_of(staff).patch(
        f"{CUSTOMERS}{alice.customer.pk}/", {"company_ids": ids}, format="json"
    )

    assert (answer.status_code, list(answer.json())) == (400, ["company_ids", "code"])
    assert everything() == before


def test_staff_register_a_customer_of_a_company(client_of: Any, staff: Any) -> None:
    company = make_company()
    body = {"email": "new@example.com", "company_ids": [company.pk]}
    client = client_of(staff)

    refused = client.post(CUSTOMERS, {**body, "company_ids": [0x7FFF]}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (400, "unknown_companies")
    assert not Customer.objects.filter(user__email="new@example.com").exists()

    made = client.post(CUSTOMERS, body, format="json")
    assert (made.status_code, made.json()["company_ids"]) == (201, [company.pk])


@pytest.mark.parametrize("who", ["alice", "staff"])
@pytest.mark.parametrize("verb", ["put", "patch"])
def test_nobody_joins_a_company_at_me(
    request: Any, client_of: Any, who: str, verb: str
) -> None:
    user = request.getfixturevalue(who)
    own, other = make_company(user.customer), make_company()
    client = client_of(user)

    answer = getattr(client, verb)(
        f"{CUSTOMERS}me/", {"phone": "1", "company_ids": [other.pk]}, format="json"
    )

    assert (answer.status_code, answer.json()["company_ids"]) == (200, [own.pk])
    body = client.get(f"{CUSTOMERS}me/").json()
    assert body["company_ids"] == [own.pk]
    assert body["companies_detail"][0]["name"] == own.name
