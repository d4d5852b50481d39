"""Figures of a chapter in a data file: which words follow which fact, read and written.

{"at": 12, "words": "5.59", "from": "三公经费@决算", "style": "0.00", "than": "三公经费@上年决算"}
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from core.calc.figures import figure_text
from core.calc.references import find_ref, ref_text
from core.calc.view import State
from core.errors import ZipingtongError
from core.facts.model import Bound, Chapter, Snapshot
from core.facts.printing import STYLE
from core.forms.pack import Pack
from core.storage.json_text import Num

FIGURES = "figures"  # the key in a chapter
_KEYS = ("at", "words", "from", "style", "than")
_PLACE = re.compile(r"[0-9]{1,9}")
_MUST = ("at", "words", "from")
_NOT_FOLLOWING = "这个数没有跟着数据走，文字照原样读入。"


def read_figure(state: State, pack: Pack, text: str, entry: Any) -> Bound | str:
    """One figure; what is wrong with it when it cannot be read."""
    if not isinstance(entry, Mapping) or any(key not in entry for key in _MUST):
        return f'figures 里每一项写 "at"、"words"、"from"。{_NOT_FOLLOWING}'
    for key, value in entry.items():
        if (
            key not in _KEYS
            or isinstance(value, Num) != (key == "at")
            or not isinstance(value, str)
        ):
            return f"figures 里的“{key[:20]}”写得不对。{_NOT_FOLLOWING}"
    if not _PLACE.fullmatch(entry["at"]):
        return f"figures 里的“at”写得不对。{_NOT_FOLLOWING}"
    at, words, style = int(entry["at"]), entry["words"], entry.get("style", "")
    if not words or text[at : at + len(words)] != words:
        return f"文字里第 {at} 个字的地方不是“{words[:20]}”。{_NOT_FOLLOWING}"
    if style and not STYLE.fullmatch(style):
        return f"“{style[:20]}”不是数字的写法。{_NOT_FOLLOWING}"
    try:
        ref = find_ref(state, pack, entry["from"])
        than = find_ref(state, pack, entry["than"]) if entry.get("than") else None
    except ZipingtongError as error:
        return f"{error.says}{_NOT_FOLLOWING}"
    return Bound(at, at + len(words), ref, style, than)


def in_order(figures: list[Bound]) -> tuple[Bound, ...]:
    """From left to right; of two that overlap the first stays."""
    kept: list[Bound] = []
    for figure in sorted(figures, key=lambda figure: figure[:2]):
        if not kept or figure.start >= kept[-1].end:
            kept.append(figure)
    return tuple(kept)


def only_true(pack: Pack, snapshot: Snapshot) -> tuple[Chapter, ...]:
    """The chapters; a figure that reads otherwise than its fact is what somebody wrote."""
    return tuple(
        chapter._replace(
            bound=tuple(
                figure
                for figure in chapter.bound
                if figure_text(pack, snapshot, figure) == chapter.text[figure.start : figure.end]
            )
        )
        for chapter in snapshot.report
    )


def write_figures(snapshot: Snapshot, chapter: Chapter) -> list[dict[str, Any]]:
    """The figures of a chapter as a data file writes them."""
    return [
        {
            "at": Num(figure.start),
            "words": chapter.text[figure.start : figure.end],
            "from": ref_text(snapshot, figure.ref),
        }
        | ({"style": figure.style} if figure.style else {})
        | ({"than": ref_text(snapshot, figure.than)} if figure.than is not None else {})
        for figure in chapter.bound
    ]
