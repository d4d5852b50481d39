"""Panels beside the sheet: problems, the cell under the cursor, scores, progress."""
