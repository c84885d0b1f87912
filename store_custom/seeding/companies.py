"""Companies, and the customers who order for them."""

from __future__ import annotations

from store.models import Company, Customer
from store_custom.seeding.data.people import COMPANIES, CUSTOMERS
from store_custom.seeding.people import buyers
from store_custom.seeding.rows import Count, found, insert

EVERY = 4


def seed_companies() -> Count:
    there = companies()
    rows = [
        Company(name=name, tax_number=number, address=address)
        for name, number, address in COMPANIES
        if number not in there
    ]
    return Count("companies", len(COMPANIES), insert(Company, rows))


def companies() -> dict[str, Company]:
    """Those that are there, by tax number."""
    return found(Company, "tax_number", [number for _, number, _ in COMPANIES])


def seed_employees() -> Count:
    """Every fourth customer orders for a company, the first of all for two."""
    rows, customers, link = companies(), buyers(), Customer.companies.through
    usernames = [username for username, *_ in CUSTOMERS]
    numbers = [number for _, number, _ in COMPANIES]
    pairs = [
        (username, numbers[place % len(numbers)])
        for place, username in enumerate(usernames[::EVERY])
    ]
    pairs.append((usernames[0], numbers[1]))
    planned = [(customers[username].pk, rows[number].pk) for username, number in pairs]
    there = set(
        link.objects.filter(company__in=rows.values()).values_list(
            "customer_id", "company_id"
        )
    )
    missing = [
        link(customer_id=customer, company_id=company)
        for customer, company in planned
        if (customer, company) not in there
    ]
    return Count("customers of companies", len(planned), insert(link, missing))
