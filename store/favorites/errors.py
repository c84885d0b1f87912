from store.shared.errors import Conflict


class TooManyFavorites(Conflict):
    code = "too_many_favorites"
    message = "There is no room for another favourite: take one away first."
