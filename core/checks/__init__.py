"""Checks: what is wrong in a package, why, and how to put it right."""
