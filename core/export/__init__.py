"""Files for people: workbooks (later PDF and Word)."""
