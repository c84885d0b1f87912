"""Companies in the admin."""

from __future__ import annotations

import pytest

from store.models import Company, Customer
from tests.admin_pages import filled, queries_of, suggestions, text
from tests.builders import make_company, make_customer, make_order

pytestmark = pytest.mark.django_db
LIST = "/admin/store/company/"


def test_the_list_counts_customers_and_leads_to_them(admin_client):
    customers = [make_customer(), make_customer()]
    company = make_company(*customers, name="Atlas", tax_number="77")
    make_company(name="Zenith")

    page = text(admin_client.get(LIST))

    link = f"/admin/store/customer/?companies__id__exact={company.pk}"
    assert f'href="{link}">2</a>' in page
    found = admin_client.get(link).context["cl"].result_list
    assert set(found) == set(customers)
    for term, names in (("atl", ["Atlas"]), ("77", ["Atlas"]), ("x", [])):
        rows = admin_client.get(LIST, {"q": term}).context["cl"].result_list
        assert [row.name for row in rows] == names


def test_customers_are_added_on_the_companys_page(admin_client):
    customer = make_customer(first_name="Amina")
    company = make_company()
    address = f"{LIST}{company.pk}/change/"
    data = filled(admin_client.get(address)) | {
        "Customer_companies-TOTAL_FORMS": 1,
        "Customer_companies-0-customer": customer.pk,
    }

    assert admin_client.post(address, data).status_code == 302
    assert company.customers.get() == customer


def test_companies_are_chosen_on_the_customers_page(admin_client):
    customer, company = make_customer(), make_company(name="Atlas")
    address = f"/admin/store/customer/{customer.pk}/change/"
    data = filled(admin_client.get(address)) | {"companies": [company.pk]}

    assert admin_client.post(address, data).status_code == 302
    assert customer.companies.get() == company
    assert suggestions(admin_client, "store_customer", "companies", "atl") == ["Atlas"]


def test_a_tax_number_is_unique_in_the_form_too(admin_client):
    make_company(tax_number="77")
    for number, status in (("7 7", 200), ("", 302), ("", 302), ("78", 302)):
        data = filled(admin_client.get(f"{LIST}add/"))
        data |= {"name": "Zenith", "tax_number": number}
        assert admin_client.post(f"{LIST}add/", data).status_code == status

    numbers = Company.objects.order_by("pk").values_list("tax_number", flat=True)
    assert list(numbers) == ["77", None, None, "78"]


@pytest.mark.parametrize("several", [True, False])
def test_a_company_is_deleted_and_its_customers_stay(admin_client, several):
    customer = make_customer()
    order = make_order(customer)
    company = make_company(customer)
    order.bill_to(company)
    order.save()
    if several:
        data = {"action": "delete_selected", "_selected_action": [company.pk]}
        answer = admin_client.post(LIST, data | {"post": "yes"})
    else:
        answer = admin_client.post(f"{LIST}{company.pk}/delete/", {"post": "yes"})

    assert answer.status_code == 302
    assert not Company.objects.exists()
    assert Customer.objects.filter(pk=customer.pk).exists()
    order.refresh_from_db()
    assert (order.company, order.billed_to["name"]) == (None, company.name)


def test_the_pages_cost_the_same_however_many_there_are(admin_client):
    company = make_company(make_customer(), make_customer())
    make_company()
    pages = (LIST, f"{LIST}{company.pk}/change/")
    few = [queries_of(admin_client, page) for page in pages]

    for _ in range(8):
        make_company(make_customer())
        company.customers.add(make_customer())

    assert [queries_of(admin_client, page) for page in pages] == few
