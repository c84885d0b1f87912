from store.shared.errors import Conflict


class AlreadyReviewed(Conflict):
    code = "already_reviewed"
    message = "You have reviewed this product already. Change that review instead."
