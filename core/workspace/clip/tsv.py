"""TSV: cells as plain text, quoted the way Excel and WPS do it."""

from __future__ import annotations

import re

from core.texts import tidy
from core.workspace.clip.blocks import MOST_CELLS, Block, too_large

_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"(?=[\t\n]|\Z)')
_PLAIN = re.compile(r"[^\t\n]*")
_NEEDS_QUOTES = re.compile(r'\A"|[\t\n]')


def read_tsv(text: str) -> Block:
    """The cells of a text; one without tabs and line breaks is one cell."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows: list[list[str]] = [[]]
    place = cells = 0
    while True:
        cell, place = _cell(text, place)
        rows[-1].append(tidy(cell))
        cells += 1
        if cells > MOST_CELLS:
            raise too_large()
        if place >= len(text):
            return Block.of(rows)
        if text[place] == "\n":
            rows.append([])
        place += 1


def _cell(text: str, place: int) -> tuple[str, int]:
    """The cell that begins at a place, and where it ends.

    Excel puts quotes around a cell only when it holds a line break, a tab or a quote at its
    beginning; a word the user has put into quotes keeps them.
    """
    match = _QUOTED.match(text, place)
    if match is not None and (_NEEDS_QUOTES.search(match[1]) or '""' in match[1]):
        return match[1].replace('""', '"'), match.end()
    plain = _PLAIN.match(text, place)
    assert plain is not None  # it matches nothing, too
    return plain[0], plain.end()


def write_tsv(block: Block) -> str:
    """A block as text; merged cells leave blanks, as in every spreadsheet."""
    lines = ["\t".join(map(_quoted, row)) for row in block.texts()]
    return lines[0] if len(lines) == 1 else "".join(f"{line}\n" for line in lines)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text
