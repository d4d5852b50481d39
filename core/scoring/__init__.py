"""Scoring: what score the figures and words of a package support."""
