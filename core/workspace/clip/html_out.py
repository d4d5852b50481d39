"""HTML out: a block as the table that WPS, Excel and LibreOffice paste as it looks."""

from __future__ import annotations

import re
from html import escape

from core.workspace.clip.blocks import Block, Spot

_SAFE_DIGITS = 15  # a spreadsheet keeps no more
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.([0-9]+))?(%?)")
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
    style = _number_style(spot.text)
    # Excel and WPS read the style, LibreOffice reads sdnum.
    shown = f"style='mso-number-format:\"{style}\"'"
    behind = ' sdnum="1033;0;@"' if style == r"\@" else ""
    return f"<td{spans} {shown}{behind}>{text}</td>"


def _number_style(text: str) -> str:
    """How a spreadsheet must show the text so that it looks the same."""
    match = _NUMBER.fullmatch(text)
    if match is None or sum(map(str.isdigit, text)) > _SAFE_DIGITS:
        return r"\@"
    decimals = f".{'0' * len(match[1])}" if match[1] else ""
    return f"0{decimals}{match[2]}"
