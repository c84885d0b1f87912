from store.shared.errors import Conflict, Invalid


class AlreadyReviewed(Conflict):
    code = "already_reviewed"
    message = "You have reviewed this product already. Change that review instead."


class EmptyReview(Invalid):
    code = "empty_review"
    message = "Give a rating, words, or both."
    field = "description"


class OwnReview(Conflict):
    code = "own_review"
    message = "This review is your own."
