"""Grid: what a form looks like, before any file format."""
