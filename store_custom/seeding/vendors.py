"""Shops, their logos, and who works there."""

from __future__ import annotations

from django.db.models import Q
from django.utils.text import slugify

from store.models import Vendor, VendorMember
from store.vendors.choices import Role
from store_custom.seeding.data.shops import SHOPS
from store_custom.seeding.people import accounts, email_of
from store_custom.seeding.pictures.files import write_file
from store_custom.seeding.pictures.paint import logo_picture
from store_custom.seeding.rows import Count, insert


def shops() -> dict[str, Vendor]:
    """The vendors that are there by our slugs, found by slug or by name."""
    rows = Vendor.objects.filter(
        Q(slug__in=[shop.slug for shop in SHOPS])
        | Q(shop_name__in=[shop.name for shop in SHOPS])
    )
    by_slug = {row.slug.lower(): row for row in rows}
    by_name = {slugify(row.shop_name): row for row in rows}
    either = {
        shop.slug: by_slug.get(shop.slug) or by_name.get(slugify(shop.name))
        for shop in SHOPS
    }
    return {slug: row for slug, row in either.items() if row is not None}


def seed_vendors() -> Count:
    there = shops()
    rows = [
        Vendor(
            shop_name=shop.name,
            slug=shop.slug,
            description=shop.description,
            image=logo(shop.slug, shop.name, shop.colour),
            contact=shop.owner.capitalize(),
            email=email_of(shop.slug),
            address=shop.address,
            status=shop.status,
            is_open=shop.is_open,
        )
        for shop in SHOPS
        if shop.slug not in there
    ]
    return Count("vendors", len(SHOPS), insert(Vendor, rows))


def logo(slug: str, name: str, colour: str) -> str:
    """The name of the stored file."""
    return write_file(
        name=f"store/vendors/seed-{slug}.png",
        content=logo_picture(name=name, colour=colour),
    )


def seed_members() -> Count:
    vendors, users = shops(), accounts()
    planned = [
        VendorMember(vendor=vendors[shop.slug], user=users[username], role=role)
        for shop in SHOPS
        for username, role in (
            (shop.owner, Role.OWNER),
            (shop.manager, Role.MANAGER),
            (shop.staff, Role.STAFF),
        )
        if username
    ]
    there = set(
        VendorMember.objects.filter(vendor__in=vendors.values()).values_list(
            "vendor_id", "user_id"
        )
    )
    rows = [row for row in planned if (row.vendor_id, row.user_id) not in there]
    return Count("vendor members", len(planned), insert(VendorMember, rows))
