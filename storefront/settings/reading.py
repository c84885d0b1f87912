"""Files of books: how large they may be, and how they are handed out (docs/reading.md)."""

from storefront.env import env

STORE_BOOK_FILE_MAX_MB = env.int("STORE_BOOK_FILE_MAX_MB", 100)
STORE_DOWNLOAD_MINUTES = env.int("STORE_DOWNLOAD_MINUTES", 15)
# How often one held book may be downloaded within so many days; 0 is as often as one likes.
STORE_DOWNLOADS_PER_BOOK = env.int("STORE_DOWNLOADS_PER_BOOK", 20)
STORE_DOWNLOADS_DAYS = env.int("STORE_DOWNLOADS_DAYS", 30)
# The page of a product for people, with {product}: where reader apps send buyers.
STORE_PRODUCT_PAGE_URL = env.str("STORE_PRODUCT_PAGE_URL", "")
# Where nginx finds the private files, e.g. /protected/; empty: the web process sends them.
STORE_ACCEL_REDIRECT = env.str("STORE_ACCEL_REDIRECT", "")

# Multipart bodies that may be larger than STORE_MAX_UPLOAD_BYTES: the paths (expressions),
# and how many bytes. 64 kB are for what stands around the file.
STORE_LARGE_UPLOADS = {
    r"/store/products/[^/]+/files/?\Z": STORE_BOOK_FILE_MAX_MB * 1_000_000 + 65_536
}
