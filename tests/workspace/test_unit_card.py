"""Unit card: what is found in a pack, and what typing a year or a setting means."""

from __future__ import annotations

import datetime as dt

import pytest

from core.document.document import Document
from core.facts.edits import SetSetting, SetValue
from core.facts.model import Ref
from core.facts.values import Kind
from core.forms.library import Library
from core.workspace.open_report import OpenReport
from core.workspace.saving import Saver
from core.workspace.unit_card import (
    card_fields,
    card_names,
    date_of,
    date_text,
    findings_on,
    read_year,
    set_setting,
    setting_lines,
    wrong_setting,
    year_question,
)
from tests.support import pack_of

LIBRARY = Library()


def opened(name: str) -> OpenReport:
    report = OpenReport(Document.blank(LIBRARY.pack(name), 2024, "某某镇"), Saver(None))
    report.audit_all()
    return report


@pytest.mark.parametrize("name", LIBRARY.names())
def test_every_pack_has_a_card_that_begins_with_the_units_name(name: str) -> None:
    report = opened(name)
    fields = card_fields(report)
    assert [field.ref.name for field in fields] == list(card_names(report.pack))
    assert (fields[0].ref, fields[0].text) == (Ref("单位名称"), "某某镇")
    for field in fields:
        assert field.cell.home and field.cell.ref == field.ref
        assert field.cell.placement is not None and field.cell.placement.form == field.forms[0]


def test_signature_lines_and_sheets_that_are_not_printed_give_the_same_facts() -> None:
    signed = {"单位名称", "填表人", "填报日期", "联系电话", "单位负责人"}
    for name in ("hunan-taojiang", "national", "sichuan-luxian", "tongyong"):
        assert set(card_names(LIBRARY.pack(name))) == signed
    assert set(card_names(LIBRARY.pack("hunan-xinshao"))) == {"单位名称", "填报日期"}
    assert set(card_names(pack_of("small"))) == {"填表人", "联系电话"} | {"单位名称"}


def test_a_field_tells_its_kind_where_it_appears_and_what_is_wrong_with_it() -> None:
    report = opened("hunan-taojiang")
    field = next(f for f in card_fields(report) if f.ref.name == "联系电话")
    assert (field.kind, field.forms) == (Kind.PHONE, ("基础数据表", "整体自评表"))
    assert field.required and field.hint
    update = report.type_in(field.cell, "1380000")
    assert update is not None
    found = list(findings_on(update.report.findings, field.ref))
    assert len(found) == 1 and "1380000" in found[0].message
    assert next(f for f in card_fields(report) if f.ref == field.ref).text == "1380000"
    assert not list(findings_on(update.report.findings, Ref("填表人")))


def test_a_day_is_read_in_any_style_and_written_in_the_packages() -> None:
    report = opened("hunan-taojiang")
    assert date_of(report.snapshot, Ref("填报日期")) is None
    report.apply(SetValue(Ref("填报日期"), "2025.04.10"))
    assert date_of(report.snapshot, Ref("填报日期")) == dt.date(2025, 4, 10)
    assert date_text(report, dt.date(2025, 4, 9)) == "2025年4月9日"
    report.apply(SetSetting("日期写法", "2025-04-10"))
    assert date_text(report, dt.date(2025, 4, 9)) == "2025-04-09"


@pytest.mark.parametrize(
    ("text", "year"),
    [("2025", 2025), (" ２０２３年度 ", 2023), ("1989", None), ("25", None), ("", None)],
)
def test_a_year_as_people_type_it(text: str, year: int | None) -> None:
    assert read_year(text) == year


def test_the_question_warns_of_a_year_before_the_pack() -> None:
    pack = LIBRARY.pack("hunan-taojiang")
    first = pack.head.from_year
    assert "起用" not in year_question(pack, first, first + 1)
    assert f"从 {first} 年度起用" in year_question(pack, first, first - 1)


def test_a_setting_is_changed_and_goes_back_to_the_packs_own() -> None:
    report = opened("hunan-taojiang")
    edit = set_setting(report.pack, report.snapshot, "低执行率", " 85% ")
    assert edit == SetSetting("低执行率", "85%")
    report.apply(edit)
    line = next(s for s in setting_lines(report.pack, report.snapshot) if s.name == "低执行率")
    assert (line.text, line.own, line.changed) == ("85%", "90%", True)
    assert set_setting(report.pack, report.snapshot, "低执行率", "85%") is None
    for text in ("90%", ""):
        edit = set_setting(report.pack, report.snapshot, "低执行率", text)
        assert edit == SetSetting("低执行率", None)


def test_words_may_be_left_blank_and_nonsense_is_told() -> None:
    report = opened("hunan-taojiang")
    report.apply(SetSetting("空白印法", "—"))
    assert set_setting(report.pack, report.snapshot, "空白印法", "") == SetSetting("空白印法", None)
    assert "从高到低" in wrong_setting(report.pack, "评价等级", "优 80、良 90")
    assert wrong_setting(report.pack, "低执行率", "很低")
    assert wrong_setting(report.pack, "低执行率", "") == ""
