"""Words of OPDS 2.0, and of its Authentication 1.0, that are used here."""

ROOT = "/opds/"

FEED = "application/opds+json"
PUBLICATION = "application/opds-publication+json"
AUTHENTICATION = "application/opds-authentication+json"
PAGE = "text/html"

ACQUISITION = "http://opds-spec.org/acquisition"
BUY = f"{ACQUISITION}/buy"
SAMPLE = f"{ACQUISITION}/sample"
SHELF = "http://opds-spec.org/shelf"
SORT_NEW = "http://opds-spec.org/sort/new"
SORT_POPULAR = "http://opds-spec.org/sort/popular"
SUBSECTION = "subsection"
AUTH_DOCUMENT = "http://opds-spec.org/auth/document"
AUTH_BASIC = "http://opds-spec.org/auth/basic"

BOOK = "http://schema.org/Book"
# What every reader app can show; a publication has a picture of one of these at least.
PICTURES = frozenset({"image/jpeg", "image/png", "image/gif"})
EVERY_PICTURE = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
}
NO_COVER = "store/no-cover.png"
NO_COVER_SIZE = {"width": 400, "height": 600}
