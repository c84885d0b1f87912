"""Models, defaults and names that code outside this project relies on."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection, models
from django.utils import timezone
from model_bakery import baker

import core.models
import likes.models
import store.models
import tags.models
from tests.builders import make_product

pytestmark = pytest.mark.django_db
STORE = [
    "Promotion",
    "Collection",
    "Product",
    "ProductImage",
    "Customer",
    "Address",
    "Order",
    "OrderItem",
    "Cart",
    "CartItem",
    "Review",
]


@pytest.mark.parametrize(
    ("module", "name"),
    [
        *((store.models, name) for name in STORE),
        (tags.models, "Tag"),
        (tags.models, "TaggedItem"),
        (likes.models, "LikedItem"),
        (core.models, "User"),
    ],
)
def test_models_are_found_by_name(module, name):
    assert issubclass(getattr(module, name), models.Model)


def test_the_account_is_core_user():
    assert get_user_model() is core.models.User


@pytest.mark.parametrize(
    "name",
    [
        *(
            f"store.{name}"
            for name in [*STORE, "Vendor", "VendorMember", "VendorOrder"]
        ),
        "tags.Tag",
        "core.User",
    ],
)
def test_baker_makes_every_model_without_help(name):
    model = apps.get_model(name)

    made = baker.make(model)

    assert model.objects.filter(pk=made.pk).exists()


@pytest.mark.parametrize("name", ["tags.TaggedItem", "likes.LikedItem"])
def test_baker_makes_generic_rows_for_an_object(name):
    product = baker.make(store.models.Product)

    made = baker.make(apps.get_model(name), content_object=product)

    assert made.content_object == product


def test_what_baker_makes_is_on_public_sale(anon):
    collection = baker.make(store.models.Collection)
    products = baker.make(store.models.Product, collection=collection, _quantity=10)

    listed = anon.get("/store/products/", {"collection_id": collection.pk}).json()

    assert listed["count"] == 10
    assert {p["id"] for p in listed["results"]} == {p.pk for p in products}
    assert anon.get(f"/store/collections/{collection.pk}/").json() == {
        "id": collection.pk,
        "title": collection.title,
        "products_count": 10,
    }
    assert anon.get(f"/store/products/{products[0].pk}/").status_code == 200


def test_baked_lists_of_every_kind_read_back(anon, client_of, staff):
    review = baker.make(store.models.Review, product=make_product())
    item = baker.make(store.models.CartItem, product=make_product(), quantity=2)
    order = baker.make(store.models.Order, customer=staff.customer)
    baker.make(store.models.OrderItem, order=order, product=make_product(), quantity=1)

    assert len(anon.get(f"/store/products/{review.product_id}/reviews/").json()) == 1
    assert len(anon.get(f"/store/carts/{item.cart_id}/").json()["items"]) == 1
    assert len(client_of(staff).get(f"/store/orders/{order.pk}/").json()["items"]) == 1


def insert(table, **values):
    names, marks = ", ".join(values), ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})", [*values.values()]
        )


def test_an_sql_load_that_names_only_the_base_columns_works(anon, client_of, alice):
    now, today = timezone.now().replace(tzinfo=None), timezone.now().date()
    store.models.Customer.objects.all().delete()
    insert("store_promotion", id=1, description="Sale", discount=10)
    insert("store_collection", id=5, title="Fruit")
    insert(
        "store_product",
        id=7,
        title="Mango",
        slug="mango",
        description="Sweet",
        unit_price=4.5,
        inventory=3,
        last_update=now,
        collection_id=5,
    )
    insert("store_productimage", id=1, image="store/images/a.png", product_id=7)
    insert(
        "store_customer",
        id=3,
        phone="1",
        birth_date=None,
        membership="B",
        user_id=alice.pk,
    )
    insert("store_address", id=1, street="S", city="C", zip="1", customer_id=3)
    insert("store_order", id=9, placed_at=now, payment_status="P", customer_id=3)
    insert(
        "store_orderitem", id=1, quantity=2, unit_price=4.5, order_id=9, product_id=7
    )
    insert("store_review", id=1, name="N", description="D", date=today, product_id=7)
    cart = "8c9d8a526a524c5e9d0f9d5a3b1f0c11"
    insert("store_cart", id=cart, created_at=now)
    insert("store_cartitem", id=1, quantity=1, cart_id=cart, product_id=7)

    (product,) = anon.get("/store/products/").json()["results"]
    assert (product["id"], product["title"], product["unit_price"]) == (7, "Mango", 4.5)
    assert anon.get("/store/products/7/reviews/").json()[0]["name"] == "N"
    assert anon.get("/store/collections/5/").json()["products_count"] == 1
    assert anon.get(f"/store/carts/{cart}/").json()["total_price"] == 4.5
    order = client_of(alice).get("/store/orders/9/").json()
    assert (order["items"][0]["unit_price"], order["payment_status"]) == (4.5, "P")


def test_choices_are_class_constants():
    order, customer = store.models.Order, store.models.Customer

    assert order.PAYMENT_STATUS_PENDING == "P"
    assert order.PAYMENT_STATUS_COMPLETE == "C"
    assert order.PAYMENT_STATUS_FAILED == "F"
    assert customer.MEMBERSHIP_BRONZE == "B"
    assert customer.MEMBERSHIP_SILVER == "S"
    assert customer.MEMBERSHIP_GOLD == "G"


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("Collection", "products"),
        ("Product", "images"),
        ("Product", "reviews"),
        ("Product", "orderitems"),
        ("Order", "items"),
        ("Cart", "items"),
    ],
)
def test_reverse_names_exist(model, name):
    assert hasattr(getattr(store.models, model), name)


@pytest.mark.parametrize(
    ("model", "field", "rule"),
    [
        ("Product", "collection", models.PROTECT),
        ("OrderItem", "product", models.PROTECT),
        ("Order", "customer", models.PROTECT),
        ("Collection", "featured_product", models.SET_NULL),
        ("CartItem", "cart", models.CASCADE),
        ("CartItem", "product", models.CASCADE),
        ("Review", "product", models.CASCADE),
        ("ProductImage", "product", models.CASCADE),
        ("Address", "customer", models.CASCADE),
    ],
)
def test_delete_rules(model, field, rule):
    field = getattr(store.models, model)._meta.get_field(field)

    assert field.remote_field.on_delete is rule


def test_tags_of_an_object_come_in_one_joined_query(django_assert_num_queries):
    product = make_product()
    for label in ("a", "b"):
        tags.models.TaggedItem.objects.create(
            tag=tags.models.Tag.objects.create(label=label), content_object=product
        )
    list(tags.models.TaggedItem.objects.get_tags_for(store.models.Product, product.pk))

    with django_assert_num_queries(1):
        found = tags.models.TaggedItem.objects.get_tags_for(
            store.models.Product, product.pk
        )
        assert {item.tag.label for item in found} == {"a", "b"}
