"""Packages on disk: the data file a person can write."""
