"""People who look around and put something into a cart now and then.

    python tools/dev.py sync load
    .venv/bin/locust -f locustfiles/browse_products.py --host http://127.0.0.1:8000 \\
        --headless --users 1000 --spawn-rate 10 --run-time 5m
"""

from random import randint

from locust import FastHttpUser, between, task


class BrowsingUser(FastHttpUser):
    wait_time = between(1, 5)

    def on_start(self) -> None:
        response = self.client.post("/store/carts/", json={})
        self.cart_id = response.json()["id"]

    @task(2)
    def view_products(self) -> None:
        self.client.get(
            f"/store/products/?collection_id={randint(2, 6)}", name="/store/products/"
        )

    @task(4)
    def view_product(self) -> None:
        self.client.get(
            f"/store/products/{randint(1, 1000)}/", name="/store/products/:id"
        )

    @task(1)
    def add_to_cart(self) -> None:
        self.client.post(
            f"/store/carts/{self.cart_id}/items/",
            json={"product_id": randint(1, 10), "quantity": 1},
            name="/store/carts/:id/items/",
        )
