"""HTML out: a block as the table that WPS, Excel and LibreOffice paste as it looks."""

from __future__ import annotations

import re
from decimal import Decimal
from html import escape

from core.numbers import CONTEXT, plain
from core.workspace.clip.blocks import Block, Spot

_SAFE_DIGITS = 15  # a spreadsheet keeps no more
_NUMBER = re.compile(r"(-?(?:0|[1-9][0-9]*)(?:\.([0-9]+))?)(%?)")
_HEAD = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8">'
    "<style>br{mso-data-placement:same-cell}</style></head><body><table>\n"
)
_TAIL = "</table></body></html>\n"


def write_html(block: Block) -> str:
    """A block as an HTML table; what is no number stays text, also when it begins with =."""
    rows: list[list[str]] = [[] for _ in block.lines]
    for spot in block.spots():
        rows[spot.row].append(_cell(spot))
    body = "".join(f"<tr>{''.join(row)}</tr>\n" for row in rows)
    return f"{_HEAD}{body}{_TAIL}"


def _cell(spot: Spot) -> str:
    spans = f' rowspan="{spot.rows}"' if spot.rows > 1 else ""
    spans += f' colspan="{spot.cols}"' if spot.cols > 1 else ""
    text = escape(spot.text).replace("\n", "<br>")
    return f"<td{spans} {_kind(spot.text)}>{text}</td>"


def _kind(text: str) -> str:
    """What a spreadsheet must know to show the text as it is: a number's format, or none.

    Excel and WPS read the style, LibreOffice reads sdval and sdnum.
    """
    match = _NUMBER.fullmatch(text)
    if match is None or sum(map(str.isdigit, text)) > _SAFE_DIGITS:
        return _shown_as(r"\@", "@")
    number, decimals, percent = match.groups()
    form = f"0.{'0' * len(decimals)}{percent}" if decimals else f"0{percent}"
    value = plain(Decimal(number).scaleb(-2 if percent else 0, CONTEXT))
    return f'sdval="{value}" {_shown_as(form, form)}'


def _shown_as(excel: str, libre: str) -> str:
    return f'style=\'mso-number-format:"{excel}"\' sdnum="1033;0;{libre}"'
