"""Data only: references, values, rows, groups, snapshots, edits and change sets."""
