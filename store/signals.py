"""What the store announces."""

from django.dispatch import Signal

order_created = Signal()
"""Sent with `order` (store.models.Order), after the commit that made it true. Sent
robustly: a failing receiver is logged and stops neither the order nor the others."""

order_placed = Signal()
"""Sent with `order` and its `items` (with their parts), inside the transaction that places it. For receivers that write rows
which must be there exactly when the order is, such as an outbox; they do nothing else.
An error in one undoes the order."""

order_changed = Signal()
"""Sent with `order_id`, inside the transaction that moves, writes or deletes lines of an order
that is there, or gives it to another customer (then with `former_customer_id`); when lines got another
status also with their `item_ids` and `to`, the status. The same rule holds for its receivers."""

products_left = Signal()
"""Sent with `vendor_ids` (None: the store itself), inside the transaction that deletes a product
of one vendor or gives it to another; the same rule holds for its receivers."""

book_changed = Signal()
"""Sent with `product_ids`, inside the transaction that makes them books or no books, or changes
a book, or the name of an author or a genre of theirs; the same rule holds for its receivers."""
products_changed = Signal()
"""Sent with `product_ids`, inside the transaction that writes products or their files past `save`:
price, stock, publication, formats, and `with_names` when vendor, collection or code may be others as
well. The same rule holds for its receivers."""

documents_changed = Signal()
"""Sent with `product_ids`, inside the transaction that writes or removes the words of products
(`store.search.documents`); the same rule holds for its receivers."""

stock_ran_low = Signal()
"""Sent with `vendor_id` (None: the store itself) and `product_ids`, inside the transaction
that notes it; the same rule holds for its receivers."""

sales_counted = Signal()
"""Sent with `product_ids`, inside the transaction that changes what is counted of their sales; the
same rule holds for its receivers."""

product_rated = Signal()
"""Sent with `product_id`, inside the transaction that changes what it is rated (`ProductRating`);
the same rule holds for its receivers."""

vendor_status_changed = Signal()
"""Sent with `change` (store.models.VendorStatusChange), inside the transaction that makes
it; the same rule holds for its receivers."""

member_invited = Signal()
"""Sent with `invitation` (store.models.VendorInvitation), inside the transaction that makes
it; the same rule holds for its receivers."""

refund_changed = Signal()
"""Sent with `refund` (store.models.Refund), inside the transaction that records that it is
owed, or that it was paid; the same rule holds for its receivers."""

return_changed = Signal()
"""Sent with `requests` (store.models.ReturnRequest, of one order and with one status), inside
the transaction that makes, accepts, refuses or withdraws them; the same rule holds for its
receivers."""

comments_deleted = Signal()
"""Sent with `comment_ids`, inside the transaction that deletes, hides or forgets them: their rows
stay, blank and locked, with a `like_count` of 0; the same rule holds for its receivers."""

payment_received = Signal()
"""Sent with `payment` (store.models.Payment), inside the transaction that records that it
brought money; the same rule holds for its receivers."""

items_moved = Signal()
"""Sent with `order`, `item_ids`, `to` (a status) and `by` (a user or None), robustly and after
the commit, when lines of an order got another status."""

task_waits = Signal()
"""Sent with `name` and `args` of a background task, after the commit that gave it something
to do. A periodic task finds the same work: nothing is lost when nobody listens."""

product_viewed = Signal()
"""Sent with `user_id` and `product_id`, robustly and before the answer leaves, when somebody
signed in reads one product. Its receivers ask no database and no broker: they must not slow
the answer down."""

products_searched = Signal()
"""Sent with `user_id`, `words` (as typed) and `product_ids` (those that came first), when
somebody signed in gets the first page of a search; the same rule holds for its receivers."""
