"""Figures of the report in data files and in the database: they follow their facts afterwards."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from core.calc.sentences import drafted
from core.document.document import Document
from core.facts.edits import AddRow, SetReport, SetValue
from core.facts.model import Chapter, Ref
from core.forms.library import Library
from core.storage.datafile import load, save
from core.workspace.workspace import Workspace

LIBRARY = Library()
PACK = LIBRARY.pack("hunan-taojiang")
MEALS = Ref("公务接待费", "决算")


def written() -> Document:
    """A package whose report has figures of the unit, of a row, and one compared."""
    document = Document.blank(PACK, 2024, "某局")
    document.apply(SetValue(MEALS, "5.59"))
    document.apply(SetValue(MEALS._replace(aspect="上年决算"), "9.95"))
    document.apply(AddRow("绩效指标", cells={"三级指标": "完成里程"}))
    spending = next(h for r in PACK.reports for h in r.chapters if h.title.parts == ("基本支出",))
    text, figures = drafted(PACK, document.snapshot, 2024, spending.draft)
    row = document.snapshot.siblings("绩效指标")[-1]
    name = Ref("三级指标", "", row)
    more = figures[0]._replace(start=len(text), end=len(text) + 4, ref=name, style="", than=None)
    document.apply(
        SetReport(
            (Chapter("基本支出", f"{text}完成里程", "", (*figures, more)), Chapter("别的", "5.59"))
        )
    )
    assert len(document.snapshot.report[0].bound) > 3
    return document


def report_of(text: str) -> list[dict[str, Any]]:
    chapters: list[dict[str, Any]] = json.loads(text)["report"]["chapters"]
    return chapters


def test_a_data_file_keeps_which_words_follow_which_fact() -> None:
    document = written()
    text = save(document, PACK)
    loaded = load(text, LIBRARY)
    assert loaded.notes == ()
    assert save(loaded.document, PACK) == text
    loaded.document.apply(SetValue(MEALS, "6.00"))
    assert "公务接待费6.00万元" in loaded.document.snapshot.report[0].text
    assert loaded.document.snapshot.report[1].text == "5.59"
    assert "figures" not in report_of(text)[1]


@pytest.mark.parametrize(
    "change",
    [
        {"at": 9999},
        {"words": "错的"},
        {"from": "没有这个指标"},
        {"style": "两位"},
        {"than": "三公经费"},
        {"more": "x"},
        {"at": "3"},
        {"words": 5},
    ],
)
def test_a_figure_that_cannot_be_read_is_told_and_the_text_kept(change: dict[str, Any]) -> None:
    data = json.loads(save(written(), PACK))
    chapter = data["report"]["chapters"][0]
    chapter["figures"][0] |= change
    loaded = load(json.dumps(data, ensure_ascii=False), LIBRARY)
    assert [note.code for note in loaded.notes] == ["D116"]
    assert loaded.document.snapshot.report[0].text == chapter["text"]
    assert len(loaded.document.snapshot.report[0].bound) == len(chapter["figures"]) - 1


def test_a_figure_somebody_changed_in_the_file_is_his_own() -> None:
    data = json.loads(save(written(), PACK))
    chapter = data["report"]["chapters"][0]
    figure = next(f for f in chapter["figures"] if f["words"] == "5.59")
    at = figure["at"]
    chapter["text"] = chapter["text"][:at] + "5.95" + chapter["text"][at + 4 :]
    figure["words"] = "5.95"
    loaded = load(json.dumps(data, ensure_ascii=False), LIBRARY).document
    assert loaded.snapshot.report[0].text == chapter["text"]
    loaded.apply(SetValue(MEALS, "7"))
    assert "5.95" in loaded.snapshot.report[0].text


def test_figures_overlapping_or_out_of_order_are_put_right() -> None:
    data = json.loads(save(written(), PACK))
    figures = data["report"]["chapters"][0]["figures"]
    count = len(figures)
    figures.reverse()
    figures.append(figures[0])
    bound = load(json.dumps(data, ensure_ascii=False), LIBRARY).document.snapshot.report[0].bound
    assert len(bound) == count
    assert all(one.end <= other.start for one, other in pairwise(bound))


def test_the_database_keeps_them_and_the_journal_takes_them_back(tmp_path: Path) -> None:
    document = written()
    file = tmp_path / "数据.json"
    file.write_text(save(document, PACK), "utf-8")
    workspace = Workspace(tmp_path / "数据")
    number, _ = workspace.adopt(file)
    report = workspace.open(number)
    before = report.snapshot.report
    assert [chapter.text for chapter in before] == [c.text for c in document.snapshot.report]
    assert len(before[0].bound) == len(document.snapshot.report[0].bound)
    report.apply(SetValue(MEALS, "8.88"))
    after = report.snapshot.report
    assert "8.88" in after[0].text
    report.close()
    workspace.close()
    again = Workspace(tmp_path / "数据")
    report = again.open(number)
    assert report.snapshot.report == after
    report.undo()
    assert report.snapshot.report == before
    report.close()
    again.close()
