"""What the tests of the admin share: what a page would post, and what it costs."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.messages import get_messages
from django.db import connection
from django.forms import FileField, Form
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse


def page(model: str, view: str, *args: Any) -> str:
    """The address of a page: `page("store_product", "change", 3)`."""
    return reverse(f"admin:{model}_{view}", args=args)


def text(response: Any) -> str:
    """The page with its white space folded."""
    return re.sub(r"\s+", " ", response.content.decode())


def filled(response: Any) -> dict[str, Any]:
    """What a browser would post from this page if nobody touched anything."""
    if "adminform" in response.context:
        formsets = [
            inline.formset for inline in response.context["inline_admin_formsets"]
        ]
        forms = [response.context["adminform"].form]
    else:
        formsets, forms = [response.context["cl"].formset], []
    for formset in formsets:
        forms += [formset.management_form, *formset.forms]
    data: dict[str, Any] = {}
    for form in forms:
        data |= values(form)
    return data


def values(form: Form) -> dict[str, Any]:
    data = {}
    for bound in form:
        value = bound.value()
        if isinstance(bound.field, FileField) or bound.field.disabled:
            continue
        if value is None or value is False:
            continue
        if isinstance(value, list):
            value = [getattr(item, "pk", item) for item in value]
        data[bound.html_name] = value
        if bound.field.show_hidden_initial:
            data[bound.html_initial_name] = value
    return data


def queries_of(client: Client, address: str) -> int:
    """How many queries a GET costs; the first one warms what is kept between requests."""
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(address)
    assert response.status_code == 200
    return len(queries)


def said(response: Any) -> list[str]:
    """The messages that a page shows, or will show after its redirect."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def suggestions(client: Client, model: str, field: str, term: str) -> list[str]:
    """What the autocomplete of a model's field offers for what was typed."""
    response = client.get(suggestions_address(model, field, term))
    assert response.status_code == 200
    return [found["text"] for found in response.json()["results"]]


def suggestions_address(model: str, field: str, term: str) -> str:
    app, name = model.split("_")
    query = {"app_label": app, "model_name": name, "field_name": field, "term": term}
    return reverse("admin:autocomplete", query=query)
