"""Drawn product pictures: no files are shipped."""
