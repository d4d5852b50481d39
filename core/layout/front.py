"""Front: the cover of a package and its list of contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.facts.model import Ref, Snapshot
from core.forms.pack import Pack
from core.layout.breaking import Line, break_lines
from core.layout.draw import set_line, set_text
from core.layout.drawing import A4, MM, Drawing, Item, Rule
from core.layout.faces import Face
from core.layout.glyphs import width as glyph_width
from core.layout.grid import Align

WIDTH, HEIGHT = A4
LEFT, RIGHT = 28 * MM, WIDTH - 26 * MM  # the type area of official papers
ROOM = RIGHT - LEFT

TITLE_SIZE = 26.0  # 一号
UNIT_SIZE = 22.0  # 二号
BODY_SIZE = 16.0  # 三号
SIGNED = ("填报单位（盖章）：", "单位负责人（签字）：", "填报日期：")
SIGN_TOP = 195 * MM
SIGN_PITCH = 15 * MM
SIGN_LEFT, SIGN_RIGHT = 45 * MM, WIDTH - 45 * MM

CONTENTS = "目　录"
ENTRY_SIZE = 14.0  # 四号
ENTRY_PITCH = 28.0  # pt
FIRST_ENTRY = 60 * MM
LAST_ENTRY = HEIGHT - 35 * MM
NUMBER_ROOM = 4 * ENTRY_SIZE  # kept free at the right for dots and the number
DOT = "…"


class Entry(NamedTuple):
    """A line of the contents."""

    title: str
    page: int


def cover_page(pack: Pack, snapshot: Snapshot) -> Drawing:
    """Unit, year and place to sign and stamp; the seal has more than 40 mm."""
    unit = snapshot.value(Ref("单位名称")).raw.strip()
    items: list[Item] = []
    y = 85 * MM
    for text, face, size in (
        (unit, Face.BIAOSONG, UNIT_SIZE),
        (f"{snapshot.year}年度预算绩效自评材料", Face.BIAOSONG, TITLE_SIZE),
        (f"（{pack.head.name}）", Face.KAI, BODY_SIZE),
    ):
        for line in break_lines(text, face, size, ROOM):
            items += set_line(line, face, size, LEFT, y, ROOM, Align.CENTER)
            y += size * 1.8
    y = SIGN_TOP
    for label in SIGNED:
        items += set_text(label, Face.FANG, BODY_SIZE, SIGN_LEFT, y)
        start = SIGN_LEFT + glyph_width(Face.FANG, label, BODY_SIZE)
        items.append(Rule(round(start, 2), round(y + 3, 2), round(SIGN_RIGHT, 2), round(y + 3, 2)))
        y += SIGN_PITCH
    return Drawing(WIDTH, HEIGHT, tuple(items), "封面")


def contents_pages(entries: Sequence[Entry]) -> list[Drawing]:
    """Every form with its page, dots between; as many pages as it takes."""
    pages: list[list[Item]] = []
    y = LAST_ENTRY
    for entry in entries:
        lines = break_lines(entry.title, Face.FANG, ENTRY_SIZE, ROOM - NUMBER_ROOM)
        if y + (len(lines) - 1) * ENTRY_PITCH >= LAST_ENTRY:
            pages.append(list(_contents_title(first=not pages)))
            y = FIRST_ENTRY
        for line in lines[:-1]:
            pages[-1] += set_line(line, Face.FANG, ENTRY_SIZE, LEFT, y, ROOM, Align.LEFT)
            y += ENTRY_PITCH
        pages[-1] += _entry(lines[-1], entry.page, y)
        y += ENTRY_PITCH
    return [
        Drawing(WIDTH, HEIGHT, tuple(items), "" if place else "目录")
        for place, items in enumerate(pages)
    ]


def _contents_title(first: bool) -> Iterator[Item]:
    text = CONTENTS if first else f"{CONTENTS}（续）"
    for line in break_lines(text, Face.BIAOSONG, UNIT_SIZE, ROOM):
        yield from set_line(line, Face.BIAOSONG, UNIT_SIZE, LEFT, 45 * MM, ROOM, Align.CENTER)


def _entry(line: Line, page: int, y: float) -> Iterator[Item]:
    yield from set_line(line, Face.FANG, ENTRY_SIZE, LEFT, y, ROOM, Align.LEFT)
    number = str(page)
    right = RIGHT - glyph_width(Face.SONG, number, ENTRY_SIZE)
    dot = glyph_width(Face.SONG, DOT, ENTRY_SIZE)
    dots = max(0, int((right - LEFT - line.width - ENTRY_SIZE) / dot))
    # Dots hang from the right, so that they stand in columns from line to line.
    from_x = right - ENTRY_SIZE / 2 - dots * dot
    yield from set_text(DOT * dots, Face.SONG, ENTRY_SIZE, from_x, y)
    yield from set_text(number, Face.SONG, ENTRY_SIZE, right, y)
