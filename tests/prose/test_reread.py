"""Reading again after an edit: what is remembered of lines gives what a fresh reading gives."""

from __future__ import annotations

import gc
import re
import weakref
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checks.desk import Desk
from core.checks.finding import Finding
from core.facts.model import Chapter
from core.prose import changes
from core.prose.divide import divide
from core.prose.proof import Proof
from core.prose.proofreader import Proofread, proofread
from core.prose.report import Line, Report
from tests.prose.support import desk_of, empty_desk, texts

DRAFTS = {
    path.name: path.read_text(encoding="utf-8")
    for folder in ("drafts", "later")
    for path in texts(folder)
}
LINES = sorted({line for text in DRAFTS.values() for line in text.split("\n") if line.strip()})
WORDS = ("增加", "，", "。", "比上年", "其中：", "（", "年初预算", "基本支出", "8", "万元", "\n")
HEADINGS = ("三、项目支出绩效自评报告", "整体支出绩效自评报告", "附件2", "（二）基本支出情况")

Edit = Callable[[str], str]


def afresh(desk: Desk) -> Desk:
    """The same figures in another desk, of which nothing is remembered."""
    return Desk(desk.pack, replace(desk.snapshot, entered=dict(desk.snapshot.entered)))


def typed(words: str, where: int) -> Edit:
    """Words typed anywhere."""

    def edit(text: str) -> str:
        at = where % (len(text) + 1)
        return text[:at] + words + text[at:]

    return edit


def digit(new: str, which: int) -> Edit:
    """Another digit in a number, or one less."""

    def edit(text: str) -> str:
        places = [match.start() for match in re.finditer("[0-9]", text)]
        if not places:
            return text
        at = places[which % len(places)]
        return text[:at] + new + text[at + 1 :]

    return edit


def put_in(line: str, where: int) -> Edit:
    """A line more."""

    def edit(text: str) -> str:
        lines = text.split("\n")
        lines.insert(where % (len(lines) + 1), line)
        return "\n".join(lines)

    return edit


def moved(source: int, target: int) -> Edit:
    """A line in another place; out of the text when it is the same."""

    def edit(text: str) -> str:
        lines = text.split("\n")
        line = lines.pop(source % len(lines))
        if source != target:
            lines.insert(target % (len(lines) + 1), line)
        return "\n".join(lines)

    return edit


PLACES = st.integers(0, 5000)
EDITS = st.one_of(
    st.builds(typed, st.sampled_from(WORDS), PLACES),
    st.builds(digit, st.sampled_from(("", "1", "7", "0.")), PLACES),
    st.builds(put_in, st.sampled_from((*LINES, *HEADINGS)), PLACES),
    st.builds(moved, PLACES, PLACES | st.just(0)),
)


@given(
    st.sampled_from(sorted(DRAFTS)),
    st.lists(st.tuples(EDITS, st.booleans(), st.booleans()), min_size=1, max_size=5),
)
def test_after_any_edit_the_same_is_found_as_at_first_sight(
    name: str, edits: list[tuple[Edit, bool, bool]]
) -> None:
    own, text = desk_of(name.split(".")[0]), DRAFTS[name]
    for edit, in_chapters, alone in edits:
        text = edit(text)
        desk = empty_desk() if alone else own
        chapters = divide(text) if in_chapters else (Chapter("", text),)
        assert proofread(desk, chapters) == proofread(afresh(desk), chapters)


BEFORE, EDITED = "2024年项目支出900万元。", "2024年项目支出901.5万元。"
TOLD = "2024年公用经费支出决算60万元。"
LINE = "公用经费支出比上年决算数50万元增加8万元。"


def read(*lines: str) -> Proofread:
    return proofread(empty_desk(), (Chapter("", "\n".join(lines)),))


def test_what_another_line_tells_is_asked_again_when_it_changes() -> None:
    wrong = read(TOLD, LINE)
    assert "R2.与上年的增减不符" in {finding.rule for finding in wrong.findings}
    right = TOLD.replace("60", "58")
    assert not read(right, LINE).findings
    assert read(TOLD, LINE) == wrong


def test_only_the_line_that_changed_is_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    look = changes._changes_of

    def counting(proof: Proof, report: Report, line: Line) -> list[Finding]:
        looked.append(line.paragraph.text)
        return list(look(proof, report, line))

    monkeypatch.setattr(changes, "_changes_of", counting)
    first = read(BEFORE, TOLD, LINE)
    assert looked == [BEFORE, TOLD, LINE]
    looked.clear()
    longer = read(EDITED, TOLD, LINE)
    assert looked == [EDITED]
    moves = {after.words[0].start - one.words[0].start for one, after in pairs(first, longer)}
    assert moves == {len(EDITED) - len(BEFORE)}


def test_a_look_through_the_whole_report_is_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []

    def counting(_: Proof, report: Report, line: Line) -> list[Finding]:
        looked.append(len(report.lines) if line.paragraph.text == TOLD else 1)
        return []

    monkeypatch.setattr(changes, "_changes_of", counting)
    read(BEFORE, TOLD, LINE)
    assert looked == [1, 3, 1]
    looked.clear()
    read(BEFORE, TOLD, LINE, EDITED)
    assert looked == [4, 1]


def pairs(first: Proofread, other: Proofread) -> list[tuple[Finding, Finding]]:
    """The findings of a rule in both."""
    return [
        (one, after)
        for one in first.findings
        for after in other.findings
        if one.rule == after.rule and one.words[0].quoted == after.words[0].quoted
    ]


def test_packages_that_are_read_no_more_are_let_go() -> None:
    desks = [afresh(empty_desk()) for _ in range(12)]
    for desk in desks:
        proofread(desk, (Chapter("", f"{TOLD}\n{LINE}"),))
    known = [weakref.ref(desk) for desk in desks]
    desks.clear()
    del desk
    gc.collect()
    assert sum(one() is not None for one in known) <= 4
