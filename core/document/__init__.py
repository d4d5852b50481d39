"""An open package: edits in, change sets out, undo history."""
