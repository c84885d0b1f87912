"""Staff approve, suspend and reject; owners are told, and the catalogue follows."""

from __future__ import annotations

import pytest

from core.models import Mail
from core.privacy.erase import erase_person
from core.privacy.registry import entries
from store.models import Vendor, VendorStatusChange
from tests.architecture.world import everything
from tests.builders import (
    make_cart,
    make_member,
    make_order,
    make_product,
    make_user,
    make_vendor,
)

pytestmark = pytest.mark.django_db
VERBS = {"approve": "approved", "suspend": "suspended", "reject": "rejected"}
LEGAL = {
    ("pending", "approve"),
    ("pending", "reject"),
    ("approved", "suspend"),
    ("suspended", "approve"),
    ("rejected", "approve"),
}


def url(shop, verb):
    return f"/store/vendors/{shop.pk}/{verb}/"


@pytest.mark.parametrize(("status", "verb"), sorted(LEGAL))
def test_a_legal_step_is_taken_and_recorded(client_of, staff, status, verb):
    shop = make_vendor(status=status)

    response = client_of(staff).post(url(shop, verb), {"reason": " Checked. "})

    assert response.status_code == 200
    assert (response.json()["id"], response.json()["status"]) == (shop.pk, VERBS[verb])
    (change,) = VendorStatusChange.objects.all()
    assert (change.vendor, change.from_status, change.to_status) == (
        shop,
        status,
        VERBS[verb],
    )
    assert (change.reason, change.by) == ("Checked.", staff)
    shop.refresh_from_db()
    assert shop.status == VERBS[verb]


@pytest.mark.parametrize(
    ("status", "verb"),
    [
        (status, verb)
        for status in ("pending", "approved", "suspended", "rejected")
        for verb in VERBS
        if (status, verb) not in LEGAL
    ],
)
def test_any_other_step_is_a_409_that_changes_nothing(client_of, staff, status, verb):
    shop = make_vendor(make_user(), status=status)
    before = everything()

    response = client_of(staff).post(url(shop, verb), {"reason": "R"})

    assert response.status_code == 409
    body = response.json()
    assert (body["code"], body["status"]) == ("illegal_transition", status)
    assert {verb for verb, to in VERBS.items() if to in body["allowed"]} == {
        verb for was, verb in LEGAL if was == status
    }
    assert everything() == before


@pytest.mark.parametrize("verb", ["suspend", "reject"])
@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": "  "}])
def test_a_reason_is_required_to_turn_somebody_away(client_of, staff, verb, body):
    shop = make_vendor(status="approved" if verb == "suspend" else "pending")
    before = everything()

    response = client_of(staff).post(url(shop, verb), body, format="json")

    assert response.status_code == 400
    assert response.json()["reason"]
    assert everything() == before


def test_an_approval_needs_no_reason(client_of, staff):
    shop = make_vendor(status="pending")

    assert client_of(staff).post(url(shop, "approve")).status_code == 200


@pytest.mark.parametrize("verb", VERBS)
def test_an_unknown_vendor_is_a_404(client_of, staff, verb):
    response = client_of(staff).post(f"/store/vendors/999/{verb}/", {"reason": "R"})

    assert response.status_code == 404


@pytest.mark.parametrize(
    ("status", "verb", "subject", "words"),
    [
        ("pending", "approve", "Shop & Co may sell at Storefront", "on sale"),
        ("approved", "suspend", "Shop & Co is suspended", "off sale"),
        ("pending", "reject", "Your application for Shop & Co", "not approved"),
    ],
)
def test_the_owners_alone_are_told_with_the_reason(
    client_of,
    staff,
    mailoutbox,
    django_capture_on_commit_callbacks,
    status,
    verb,
    subject,
    words,
):
    shop = make_vendor(make_user("vera"), status=status, shop_name="Shop & Co")
    make_member(shop, make_user("second"), "owner")
    make_member(shop, make_user("gone", is_active=False), "owner")
    make_member(shop, make_user("mina"), "manager")

    with django_capture_on_commit_callbacks(execute=True):
        client_of(staff).post(url(shop, verb), {"reason": "We <checked> & saw."})

    (mail,) = mailoutbox
    assert sorted(mail.to) == ["second@example.com", "vera@example.com"]
    assert mail.subject == subject
    assert words in mail.body
    assert "We <checked> & saw." in mail.body
    html = mail.alternatives[0][0]
    assert "We &lt;checked&gt; &amp; saw." in html
    assert "Shop &amp; Co" in html


def test_without_a_reason_the_mail_speaks_of_none(
    client_of, staff, mailoutbox, django_capture_on_commit_callbacks
):
    shop = make_vendor(make_user(), status="pending")
    with django_capture_on_commit_callbacks(execute=True):
        client_of(staff).post(url(shop, "approve"))

    assert "The store says" not in mailoutbox[0].body
    assert "The store says" not in mailoutbox[0].alternatives[0][0]


def test_a_shop_without_owners_has_nobody_to_tell(
    client_of, staff, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        client_of(staff).post(url(make_vendor(status="pending"), "approve"))

    assert mailoutbox == []
    assert Mail.objects.get().status == "skipped"


def test_a_suspended_shop_leaves_the_catalogue_at_once_and_comes_back(
    client_of, staff, anon
):
    shop = make_vendor()
    product = make_product("Mangoes", vendor=shop)
    other = make_product("Other", collection=product.collection)
    cart = make_cart()
    line = {"product_id": product.pk, "quantity": 1}

    def titles(**params):
        body = anon.get("/store/products/", params).json()
        assert body.get("count") == len(body["results"])
        return sorted(row["title"] for row in body["results"])

    def seen():
        """The lists with prepared SQL and without, the page, and the cart."""
        return (
            titles(),
            titles(collection_id=product.collection_id),
            titles(search="o"),
            anon.get(f"/store/products/{product.pk}/").status_code,
            anon.post(f"/store/carts/{cart.pk}/items/", line).status_code,
            anon.get("/store/products/", {"vendor_id": shop.pk}).status_code,
            anon.get(f"/store/vendors/{shop.pk}/").status_code,
            [row["id"] for row in anon.get("/store/vendors/").json()],
        )

    both, one = ["Mangoes", other.title], [other.title]
    on_sale = (both, both, both, 200, 201, 200, 200, [shop.pk])
    assert seen() == on_sale
    client_of(staff).post(url(shop, "suspend"), {"reason": "Late."})
    assert seen() == (one, one, one, 404, 400, 400, 404, [])
    client_of(staff).post(url(shop, "approve"))
    assert seen() == on_sale


def test_a_suspended_shop_sells_nothing_from_a_cart_that_was_filled_before(
    client_of, staff, alice
):
    shop = make_vendor()
    product = make_product(vendor=shop, inventory=5)
    cart = make_cart((product, 1))
    client_of(staff).post(url(shop, "suspend"), {"reason": "Late."})

    response = client_of(alice).post("/store/orders/", {"cart_id": str(cart.pk)})

    assert response.status_code in {400, 409}
    product.refresh_from_db()
    assert product.inventory == 5


def test_who_decided_is_forgotten_with_the_account_and_the_decision_stays(client_of):
    (section,) = [entry for entry in entries() if entry.name == "vendor_decisions"]
    clerk = make_user(is_staff=True)
    shop = make_vendor(status="pending")
    client_of(clerk).post(url(shop, "approve"))

    make_order(clerk.customer)
    exported = [row.to_status for row in section.rows(clerk)]

    erase_person(user=clerk)

    assert exported == ["approved"]
    assert VendorStatusChange.objects.get().by is None
    assert Vendor.objects.get().status == "approved"
