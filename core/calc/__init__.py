"""Recompute what depends on an edit, and say why a number is what it is."""
