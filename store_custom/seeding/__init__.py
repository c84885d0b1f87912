"""Example data: a shop that looks lived in."""
