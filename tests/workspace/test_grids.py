"""Grids kept over edits equal those built from new."""

from __future__ import annotations

import random

import pytest

from core.errors import ZipingtongError
from core.facts.edits import AddRow, Edit, SetPrinted, SetSetting, SetValue
from core.facts.model import Ref, Snapshot
from core.forms.library import Library
from core.layout import renewal
from core.layout.build import build
from core.paths import resources
from core.storage.datafile import load
from core.workspace import grids
from core.workspace.open_report import OpenReport
from core.workspace.saving import Saver

SAMPLES = sorted(path.stem for path in (resources() / "samples").glob("*.json"))
TEXTS = (
    "",
    "0",
    "12.5",
    "1,234,567.89",
    "无",
    "≥95%",
    "另一个很长的名称" * 9,
    "两行\n文字",
    "某某局",
)
EDITS = 60


def opened(name: str) -> OpenReport:
    document = load(resources() / "samples" / f"{name}.json", Library()).document
    return OpenReport(document, Saver(None))


def facts(snapshot: Snapshot) -> list[Ref]:
    return [
        Ref(key.name, key.aspect, holder)
        for part in (snapshot.entered, snapshot.computed)
        for holder, held in part.items()
        for key in held
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_kept_grid_is_as_one_built_from_new(name: str) -> None:
    report, dice = opened(name), random.Random(name)
    sheets = report.sheets()[: grids.KEPT - 2]
    for _ in range(EDITS):
        edit: Edit = SetValue(dice.choice(facts(report.snapshot)), dice.choice(TEXTS))
        places = [
            cell.placement
            for cell in report.grid(dice.choice(sheets)).cells
            if cell.placement is not None and not cell.home
        ]
        if places and dice.random() < 0.2:
            edit = SetPrinted(dice.choice(places), dice.choice(TEXTS))
        elif dice.random() < 0.05:
            edit = SetSetting("金额单位", dice.choice(("元", "万元")))
        try:
            report.apply(edit)
        except ZipingtongError:
            continue
        if dice.random() < 0.2:
            report.undo()
        for sheet in sheets:
            form = report.pack.form(sheet.form)
            assert form is not None
            assert report.grid(sheet) == build(report.pack, report.snapshot, form, sheet.copy)


def test_most_edits_build_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    report = opened("taojiang-2024")
    sheet = next(sheet for sheet in report.sheets() if sheet.form == "基础数据表")
    before = report.grid(sheet)
    monkeypatch.setattr(grids, "build", lambda *_: pytest.fail("built"))
    for text in ("6.59", "", "无"):
        report.apply(SetValue(Ref("公务接待费", "决算"), text))
        after = report.grid(sheet)
        assert after != before and report.grid(sheet) is after
        before = after
    with pytest.raises(pytest.fail.Exception):
        report.apply(SetValue(Ref("公务接待费", "决算"), "1234567890123.45" * 8))
        report.grid(sheet)


def test_a_form_forgotten_is_built_again() -> None:
    report = opened("zhijiang-2023")
    for sheet in report.sheets():
        report.grid(sheet)
    assert len(report._grids._kept) == grids.KEPT < len(report.sheets())
    report.apply(AddRow("项目"))
    assert not report._grids._kept


def test_names_in_headings_and_texts_are_known() -> None:
    for name in Library().names():
        for form in Library().pack(name).forms:
            inside = {p.name for text in (*form.title, *form.head) for p in text.patterns}
            assert inside <= renewal.mixed_names(form)
