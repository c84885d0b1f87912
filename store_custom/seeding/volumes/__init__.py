"""Small, sound files of books: nothing but zipfile, bytes and Pillow."""
