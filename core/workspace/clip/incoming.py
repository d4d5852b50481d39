"""Incoming: what is on the clipboard as a block of cells."""

from __future__ import annotations

from core.workspace.clip.blocks import Block, without_controls
from core.workspace.clip.html_in import read_html
from core.workspace.clip.tsv import read_tsv


def read_clipboard(html: str, text: str) -> Block | None:
    """The table on the clipboard, else its text as cells; None when there is nothing.

    The table goes first: it knows merged cells, and leaves out hidden rows.
    """
    block = read_html(without_controls(html)) if "<" in html else None
    if block is None and text:
        block = read_tsv(without_controls(text))
    return block
