"""Clip: blocks of cells to and from the clipboard, and what pasting one would do."""
