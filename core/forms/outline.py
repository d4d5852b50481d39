"""Outline: [[report]] tables of a pack become the outlines of its reports, chapter by chapter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from core.facts.model import UNIT
from core.forms.cells import CellReader
from core.forms.schema import Heading, Report, Vocabulary
from core.forms.sentences import read_sentence
from core.forms.shape import FLAG, TABLES, TEXT, TEXTS, WHOLE, Key, checked
from core.forms.source import Mistakes, Path, Source

SECTION = "report"
LEVELS = range(1, 5)
REPORT = {
    "id": Key(TEXT, "报告的名称", must=True),
    "title": Key(TEXTS, "标题，一行一个；可以用 {年}、{单位名称}", must=True),
    "label": Key(TEXT, "附件号，如 附件3；没有就不写"),
    "chapter": Key(TABLES, "各章，从前到后；写成 [[report.chapter]]", must=True),
    "wording_checked": Key(FLAG, "文字是否已与原件核对"),
}
CHAPTER = {
    "level": Key(WHOLE, "第几级标题，1 到 4", must=True),
    "title": Key(TEXT, "标题，不带编号；可以用 {年}、{单位名称}", must=True),
    "guide": Key(TEXT, "写作提示：这一章写什么，只在屏幕上"),
    "draft": Key(TEXT, "按数据写出的初稿；写法见第 4 节"),
    "often_none": Key(FLAG, "true 表示这一章常常没有内容，可以写“无”"),
}
# 一、 （一） 1、 1. (1): the program numbers the chapters, and would number them twice.
_NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]+\s*[、.．]"
    r"|[（(]\s*[一二三四五六七八九十\d]+\s*[)）]"
    r"|\d+\s*[、.．]"
    r"|第[一二三四五六七八九十\d]+[章节])"
)


def read_reports(
    sources: Iterable[Source], words: Vocabulary, mistakes: Mistakes
) -> tuple[Report, ...]:
    """The reports of a pack, in the order they are written."""
    reports: dict[str, Report] = {}
    for raw, origin in _entries(sources, mistakes):
        report = _report(raw, origin, words, mistakes)
        if report is None:
            continue
        if report.id in reports:
            mistakes.add(
                origin,
                "P015",
                f"报告“{report.id}”写了两次。",
                "报告的名称要各不相同。",
                f"报告“{report.id}”",
            )
            continue
        reports[report.id] = report
    return tuple(reports.values())


def _entries(
    sources: Iterable[Source], mistakes: Mistakes
) -> Iterator[tuple[dict[str, Any], tuple[str, Path]]]:
    for source in sources:
        entries = source.data.get(SECTION, [])
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            mistakes.add(
                (source.file, (SECTION,)),
                "P014",
                f"“{SECTION}”的写法不对。",
                f"每一份报告前面写一行 [[{SECTION}]]。",
                SECTION,
            )
            continue
        for number, raw in enumerate(entries):
            yield raw, (source.file, (SECTION, number))


def _report(
    raw: dict[str, Any], origin: tuple[str, Path], words: Vocabulary, mistakes: Mistakes
) -> Report | None:
    """One report; None when it has no name."""
    place = f"报告“{raw.get('id', '?')}”"
    keys = checked(raw, REPORT, mistakes, origin, place)
    if "id" not in keys:
        return None
    file, path = origin
    cells = CellReader(words, UNIT, mistakes, place)
    chapters = []
    above = 0
    for number, entry in enumerate(keys.get("chapter", ())):
        at = (file, (*path, "chapter", number))
        chapter = _chapter(entry, at, cells.at(f"{place} 第{number + 1}章"), above)
        if chapter is not None:
            chapters.append(chapter)
            above = chapter.level
    if raw.get("chapter") == []:
        mistakes.add(
            origin, "P042", "这份报告一章也没有。", "每一章前面写一行 [[report.chapter]]。", place
        )
    return Report(
        id=keys["id"],
        title=tuple(
            cells.template(text, (file, (*path, "title", i)))
            for i, text in enumerate(keys.get("title", ()))
        ),
        chapters=tuple(chapters),
        label=keys.get("label", ""),
        wording_checked=keys.get("wording_checked", True),
        origin=origin,
    )


def _chapter(
    entry: dict[str, Any], origin: tuple[str, Path], cells: CellReader, above: int
) -> Heading | None:
    """One chapter; `above` is the level of the one before it, 0 at the start."""
    keys = checked(entry, CHAPTER, cells.mistakes, origin, cells.place)
    if "level" not in keys or "title" not in keys:
        return None
    file, path = origin
    level, title = keys["level"], keys["title"]
    if level not in LEVELS:
        cells.mistakes.add(
            (file, (*path, "level")),
            "P070",
            f"“level”写的是 {level}，标题只有四级。",
            "一、写 1，（一）写 2，1、写 3，（1）写 4。",
            cells.place,
        )
        return None
    if level > above + 1:
        cells.mistakes.add(
            (file, (*path, "level")),
            "P071",
            f"“{title}”是第 {level} 级，前面却没有第 {level - 1} 级的标题。",
            "第一章写 level = 1；往下一次只低一级。",
            cells.place,
        )
    if not title.strip() or _NUMBERED.match(title):
        cells.mistakes.add(
            (file, (*path, "title")),
            "P072",
            f"标题“{title}”带了编号。" if title.strip() else "这一章的标题空着。",
            "标题只写文字；一、（一）、1、这些编号由程序按级编排。",
            cells.place,
        )
    return Heading(
        level=level,
        title=cells.template(title, (file, (*path, "title"))),
        guide=keys.get("guide", ""),
        often_none=keys.get("often_none", False),
        draft=read_sentence(keys.get("draft", "").strip(), cells, (file, (*path, "draft"))),
    )
