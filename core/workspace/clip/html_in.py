"""HTML in: the tables Excel, WPS, LibreOffice and browsers put on the clipboard.

What is displayed counts, not what lies behind it. The text is cleaned first of all that
could make the standard parser search it again and again, so that nothing takes for ever.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from core.errors import ZipingtongError
from core.texts import tidy
from core.workspace.clip.blocks import MOST_CELLS, Block, too_large

_DEEPEST = 100  # tables within tables
_GONE = "\x00"  # where something was cut out: what stood apart must not grow together
_BREAK = "\v"  # a line break that was meant; those of the file are only white space
_SILENT = frozenset({"style", "script", "title", "comment", "xml"})
_PARAGRAPHS = frozenset({"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})

# Each alternative takes in all it has looked at, also when its end is missing.
_NO_CONTENT = re.compile(
    r"<!--.*?(?:-->|\Z)|<[!?][^>]*(?:>|\Z)|<(style|script)\b.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_CELL = re.compile(r"<t[dh]\b", re.IGNORECASE)
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60"
# A line that goes on in the next one of the file: between Chinese characters no space is meant.
_WRAPPED = re.compile(rf"(?<=[{_WIDE}])[ \t\f]*[\r\n][ \t\r\n\f]*(?=[{_WIDE}])")
_WHITE = re.compile(r"[ \t\r\n\f]+")
_AROUND_BREAK = re.compile(f" ?{_BREAK} ?")
_TOO_NARROW = re.compile("#+")
_EMPTY_ROWS = re.compile(r"mso-xlrowspan:(\d{1,9})")

Attrs = list[tuple[str, str | None]]


def read_html(text: str) -> Block | None:
    """The tables of an HTML text, one under the other; None when it holds none."""
    text = _NO_CONTENT.sub(_GONE, text)
    if sum(1 for _ in _CELL.finditer(text)) > MOST_CELLS:
        raise too_large()
    reader = _Reader(convert_charrefs=True)
    reader.feed(text[: text.rfind(">") + 1])
    reader.close()
    reader.finish()
    lines = [line for table in reader.tables for line in table.lines()]
    if not lines:
        return None
    rows = [[text for text, _, _ in line] for line in lines]
    spans = {
        (row, col): (high, wide)
        for row, line in enumerate(lines)
        for col, (_, high, wide) in enumerate(line)
        if high > 1 or wide > 1
    }
    return Block.of(rows, spans)


class _Table:
    """Puts the cells of one table on a lattice, as a browser does."""

    def __init__(self) -> None:
        self.row = -1
        self.col = 0
        self.area = 0
        self.placed: dict[tuple[int, int], tuple[str, int, int]] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_cols: set[int] = set()
        self.cols_named = 0
        self._busy: dict[int, int] = {}  # column -> first row that is free again

    def next_row(self, style: str) -> None:
        self.row += 1
        self.col = 0
        if "display:none" in style:
            self.hidden_rows.add(self.row)
        empty = _EMPTY_ROWS.search(style)  # Excel's short way to write many empty rows
        if empty is not None:
            self.row += max(1, int(empty[1])) - 1
        if self.row >= MOST_CELLS:
            raise too_large()

    def name_cols(self, count: int, style: str) -> None:
        """<col>: says of some columns whether they are hidden."""
        self._spend(count)
        if "display:none" in style:
            self.hidden_cols.update(range(self.cols_named, self.cols_named + count))
        self.cols_named += count

    def place(self, high: int, wide: int, merged: bool) -> tuple[int, int]:
        """Find room for a cell; its text comes later."""
        if self.row < 0:
            self.next_row("")
        while self._busy.get(self.col, 0) > self.row:
            self.col += 1
        self._spend(high * wide)
        taken = (n for n in range(1, wide) if self._busy.get(self.col + n, 0) > self.row)
        wide = next(taken, wide)
        corner = (self.row, self.col)
        for col in range(self.col, self.col + wide):
            self._busy[col] = self.row + high
        if merged:
            self.placed[corner] = ("", high, wide)
        else:
            for col in range(self.col, self.col + wide):
                self.placed[self.row, col] = ("", 1, 1)
        self.col += wide
        return corner

    def write(self, corner: tuple[int, int], text: str) -> None:
        _, high, wide = self.placed[corner]
        self.placed[corner] = (text, high, wide)

    def _spend(self, cells: int) -> None:
        self.area += cells
        if self.area > MOST_CELLS:
            raise too_large()

    def lines(self) -> list[list[tuple[str, int, int]]]:
        """Rows of (text, rows, columns) without what is hidden; covered places are blank."""
        width = max((col + wide for (_, col), (_, _, wide) in self.placed.items()), default=0)
        rows = [row for row in range(self.row + 1) if row not in self.hidden_rows]
        cols = [col for col in range(width) if col not in self.hidden_cols]
        if len(rows) * len(cols) > MOST_CELLS:
            raise too_large()
        row_at = {row: number for number, row in enumerate(rows)}
        col_at = {col: number for number, col in enumerate(cols)}
        lines = [[("", 1, 1)] * len(cols) for _ in rows]
        for (row, col), (text, high, wide) in self.placed.items():
            seen_rows = [row_at[r] for r in range(row, row + high) if r in row_at]
            seen_cols = [col_at[c] for c in range(col, col + wide) if c in col_at]
            if seen_rows and seen_cols:
                lines[seen_rows[0]][seen_cols[0]] = (text, len(seen_rows), len(seen_cols))
        return lines if cols else []


class _Reader(HTMLParser):
    """Walks through the tags; tables within a cell become part of its text."""

    def __init__(self, *, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.tables: list[_Table] = []
        self._depth = 0
        self._silent = ""
        self._corner: tuple[int, int] | None = None
        self._pieces: list[str] = []
        self._begun = False  # has the cell shown anything yet?
        self._behind = ""  # the value behind a cell too narrow to show it

    def handle_starttag(self, tag: str, attrs: Attrs) -> None:
        if self._silent:
            return
        if tag in _SILENT:
            self._silent = tag
        elif tag == "table":
            self._open_table()
        elif self._depth > 1 or tag not in ("tr", "td", "th", "col"):
            self._inside(tag)
        elif self._depth == 1:
            self._structure(tag, {name: value or "" for name, value in attrs})

    def _open_table(self) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ZipingtongError(
                "E541",
                "复制的内容里表格套着表格，套得太深，没有粘贴。",
                "请先把它粘贴到 WPS 表格或 Excel 里整理好，再从那里复制。",
            )
        if self._depth == 1:
            self.tables.append(_Table())

    def _inside(self, tag: str) -> None:
        """Within a cell: what begins on a line of its own."""
        if tag == "br" or (tag in _PARAGRAPHS and self._begun):
            self._pieces.append(_BREAK)
        elif tag in ("td", "th"):
            self._pieces.append(" ")

    def _structure(self, tag: str, attrs: dict[str, str]) -> None:
        table = self.tables[-1]
        style = "".join(attrs.get("style", "").lower().split())
        if tag == "col":
            table.name_cols(_count(attrs.get("span", "")), style)
            return
        self._finish_cell()
        if tag == "tr":
            table.next_row(style)
            return
        high, wide = _count(attrs.get("rowspan", "")), _count(attrs.get("colspan", ""))
        # Excel writes runs of empty cells, and texts that run over, as if they were merged.
        merged = "mso-ignore:colspan" not in style
        self._corner = table.place(high, wide, merged)
        self._behind = attrs.get("sdval") or attrs.get("x:num", "")

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            self._silent = "" if tag == self._silent else self._silent
        elif tag == "table" and self._depth:
            if self._depth == 1:
                self._finish_cell()
            self._depth -= 1
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._finish_cell()

    def handle_data(self, data: str) -> None:
        if self._corner is not None and not self._silent:
            self._pieces.append(data.replace(_BREAK, " ").replace(_GONE, ""))
            self._begun = self._begun or not data.isspace()

    def finish(self) -> None:
        """The text is at its end, whatever is still open."""
        self._finish_cell()

    def _finish_cell(self) -> None:
        if self._corner is not None:
            text = _displayed("".join(self._pieces))
            if self._behind and _TOO_NARROW.fullmatch(text):
                text = self._behind
            self.tables[-1].write(self._corner, text)
        self._corner = None
        self._pieces = []
        self._begun = False
        self._behind = ""


def _count(text: str) -> int:
    """How many rows or columns; what makes no sense is one."""
    text = text.strip()
    return max(1, int(text)) if text.isdecimal() and len(text) < 9 else 1


def _displayed(text: str) -> str:
    """White space as a browser shows it; a fixed space is a space."""
    text = _WHITE.sub(" ", _WRAPPED.sub("", text))
    text = _AROUND_BREAK.sub("\n", text).replace("\u00a0", " ")
    return tidy(text)
