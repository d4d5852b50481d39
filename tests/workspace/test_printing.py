"""What can be printed, how it is asked for, what files are called, what is asked before."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from core.checks.finding import Finding, Severity
from core.checks.runner import Report, check
from core.document.document import Document
from core.errors import ZipingtongError
from core.facts.edits import SetValue
from core.facts.model import Placement, Ref
from core.forms.library import Library
from core.layout.build import build_all
from core.layout.notes import NAME as EXPLANATIONS
from core.layout.package import WHOLE, compose
from core.paths import resources
from core.storage.datafile import load
from core.workspace.printing import (
    LISTED,
    Kind,
    Part,
    Sort,
    choice_of,
    chosen_parts,
    counted,
    file_name,
    first_drawing,
    lp_arguments,
    package_name,
    parts,
    question,
    with_suffix,
    write_office,
)
from tests.support_letters import samples as reports

SAMPLES = sorted(path.stem for path in (resources() / "samples").glob("*.json"))


def sample(name: str) -> Document:
    return load(resources() / "samples" / f"{name}.json", Library()).document


@pytest.fixture(scope="module")
def package() -> Document:
    return sample("zhijiang-2023")


def of(document: Document) -> tuple[Part, ...]:
    return parts(document.pack, document.snapshot, check(document.pack, document.snapshot))


def errors(count: int, **more: object) -> list[Finding]:
    """So many 错误 on cells of their own."""
    return [
        Finding(
            "甲",
            Severity.ERROR,
            (Placement("表", Ref(f"数{n}")),),
            f"第{n}个错误",
            **more,  # type: ignore[arg-type]
        )
        for n in range(count)
    ]


# ------------------------------------------------ parts


@pytest.mark.parametrize("name", SAMPLES)
def test_the_parts_are_the_forms_by_the_names_layout_gives_them(name: str) -> None:
    document = sample(name)
    grids = list(build_all(document.pack, document.snapshot))
    found = of(document)
    assert [part.sort for part in found[:2]] == [Sort.COVER, Sort.CONTENTS]
    forms = [part for part in found if part.sort in (Sort.FORM, Sort.SHEET)]
    assert [part.name for part in forms] == [grid.name for grid in grids]
    assert [part.sort is Sort.FORM for part in forms] == [grid.printed for grid in grids]
    assert [part.chosen_first for part in forms] == [grid.printed for grid in grids]


def test_a_project_form_is_told_by_its_project(package: Document) -> None:
    words = [part.words for part in of(package) if part.name == "项目自评表1"]
    assert words == ["项目自评表1：创新型省份建设资金"]
    row = package.snapshot.siblings("项目")[0]
    package.apply(SetValue(Ref("项目名称", "", row), ""))
    words = [part.words for part in of(package) if part.name == "项目自评表1"]
    package.undo()
    assert words == ["项目自评表1：第1行"]


def test_the_list_of_explanations_is_a_part_once_something_is_explained(package: Document) -> None:
    plain, explained = errors(1), errors(1, explained="因为")
    for findings, there in ((plain, False), (explained, True)):
        found = parts(package.pack, package.snapshot, Report(tuple(findings)))
        assert any(part.sort is Sort.EXPLANATIONS for part in found) is there


# ------------------------------------------------ choices


def test_all_that_is_chosen_first_is_the_whole_package(package: Document) -> None:
    choice = choice_of([part for part in of(package) if part.chosen_first])
    whole = compose(package.pack, package.snapshot, WHOLE)
    assert compose(package.pack, package.snapshot, choice) == whole


def test_only_the_cover_is_one_page(package: Document) -> None:
    cover = [part for part in of(package) if part.sort is Sort.COVER]
    pages = compose(package.pack, package.snapshot, choice_of(cover))
    assert [page.label for page in pages] == ["封面"]
    assert compose(package.pack, package.snapshot, choice_of([])) == ()


def test_the_page_shown_first_is_the_page_that_comes(package: Document) -> None:
    chosen = [part for part in of(package) if part.chosen_first]
    for draft in (False, True):
        choice = choice_of(chosen, draft=draft)
        first = first_drawing(package.pack, package.snapshot, choice)
        assert first == compose(package.pack, package.snapshot, choice)[0]
    assert first_drawing(package.pack, package.snapshot, choice_of(chosen[1:])) is None
    signed = choice_of(chosen, signature_only=True)
    assert first_drawing(package.pack, package.snapshot, signed) is None


def test_files_hold_the_chosen_forms_only(package: Document) -> None:
    chosen = [part for part in of(package) if part.name in ("基础数据表", "项目自评表2", "封面")]
    grids = chosen_parts(Kind.DOCX, package.pack, package.snapshot, choice_of(chosen))
    assert [grid.name for grid in grids] == ["基础数据表", "项目自评表2"]


def test_the_list_of_explanations_goes_into_files_too(
    package: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = SimpleNamespace(name=EXPLANATIONS, form=EXPLANATIONS)
    monkeypatch.setattr("core.layout.package.explanations_grid", lambda pack, snapshot: note)
    choice = choice_of([Part(Sort.EXPLANATIONS, EXPLANATIONS, "审核说明清单")])
    grids = chosen_parts(Kind.XLSX, package.pack, package.snapshot, choice)
    assert [grid.name for grid in grids] == [EXPLANATIONS]


@pytest.mark.parametrize("kind", [Kind.XLSX, Kind.DOCX])
def test_office_files_are_written_whole_or_not_at_all(
    package: Document, tmp_path: Path, kind: Kind
) -> None:
    chosen = [part for part in of(package) if part.name == "基础数据表"]
    grids = chosen_parts(kind, package.pack, package.snapshot, choice_of(chosen))
    target = tmp_path / f"表{kind.suffix}"
    write_office(kind, package.pack, package.snapshot, grids, target, "材料")
    assert target.read_bytes().startswith(b"PK")
    before = target.read_bytes()
    with pytest.raises(ZipingtongError):
        write_office(kind, package.pack, package.snapshot, [], target, "材料")
    assert target.read_bytes() == before and list(tmp_path.iterdir()) == [target]


# ------------------------------------------------ reports


def test_reports_are_parts_where_their_label_puts_them() -> None:
    document = reports()["某某镇"]
    words = [part.words for part in of(document)]
    assert words == [
        "封面",
        "目录",
        "附件1　基础数据表",
        "附件2　整体自评表",
        "附件3　整体自评报告",
    ]
    assert of(document)[-1].sort is Sort.REPORT and of(document)[-1].chosen_first
    names = [part.name for part in of(reports()["某某自治县"])]
    assert names[2:5] == ["整体自评报告", "项目自评报告", "共性指标表"]
    assert not any(part.sort is Sort.REPORT for part in of(sample("taojiang-2024")))


def test_a_workbook_has_no_place_for_a_report() -> None:
    document = reports()["某某镇"]
    pack, snapshot = document.pack, document.snapshot
    choice = choice_of([part for part in of(document) if part.sort is not Sort.COVER])
    words = chosen_parts(Kind.DOCX, pack, snapshot, choice)
    sheets = chosen_parts(Kind.XLSX, pack, snapshot, choice)
    assert [part.name for part in words] == ["基础数据表", "整体自评表", "整体自评报告"]
    assert [part.name for part in sheets] == ["基础数据表", "整体自评表"]
    assert counted(words) == "2 张表、1 份报告" and counted(sheets) == "2 张表"
    assert counted(words[2:]) == "1 份报告"


def test_a_report_alone_keeps_the_numbers_it_has_in_the_package() -> None:
    document = reports()["某某镇"]
    whole = compose(document.pack, document.snapshot, WHOLE)
    alone = compose(document.pack, document.snapshot, choice_of(of(document)[-1:]))
    assert alone == whole[-len(alone) :] and len(alone) == 4


# ------------------------------------------------ names


def test_files_are_called_by_what_is_in_them(package: Document) -> None:
    every, snapshot = of(package), package.snapshot
    stem = package_name(snapshot)
    assert stem.endswith("2023年度自评")
    one = [part for part in every if part.name == "基础数据表"]
    for kind, chosen, how, wanted in (
        (Kind.PDF, every, {}, f"{stem}.pdf"),
        (Kind.PDF, every, {"draft": True}, f"{stem}-草稿.pdf"),
        (Kind.PDF, every, {"signature_only": True}, f"{stem}-签字页.pdf"),
        (Kind.XLSX, every, {"draft": True}, f"{stem}.xlsx"),
        (Kind.DOCX, one, {}, f"{stem}-基础数据表.docx"),
    ):
        assert file_name(snapshot, kind, choice_of(chosen, **how), chosen) == wanted


STRANGE = (
    ('a/b\\c:d*e?f"g<h>i|j', "abcdefghij2024年度自评"),
    ("甲\n乙\t丙", "甲乙丙2024年度自评"),
    ("长" * 100, "长" * 80),
)


@pytest.mark.parametrize(("unit", "wanted"), STRANGE)
def test_a_unit_may_be_called_anything(unit: str, wanted: str) -> None:
    document = Document.blank(Library().pack("hunan-taojiang"), 2024, unit)
    assert package_name(document.snapshot) == wanted


def test_the_ending_is_added_where_it_is_missing() -> None:
    assert with_suffix("甲", Kind.PDF) == Path("甲.pdf")
    assert with_suffix("甲.PDF", Kind.PDF) == Path("甲.PDF")
    assert with_suffix("甲.2024", Kind.XLSX) == Path("甲.2024.xlsx")


# ------------------------------------------------ the question


def test_without_errors_nothing_is_asked() -> None:
    warning = Finding("甲", Severity.WARNING, (), "要说明")
    assert question([], "打印") is None
    assert question([warning, *errors(1, explained="因为")], "打印") is None
    assert question(errors(1, folded_under=("乙", ())), "打印") is None


def test_the_question_counts_and_names_the_errors() -> None:
    few = question(errors(LISTED), "打印")
    assert few is not None and few.title == "还有 5 项错误没有处理。"
    assert all(f"第{n}个错误" in few.words for n in range(LISTED)) and "另外" not in few.words
    assert (few.clean, few.draft) == ("仍然打印(&P)", "打印草稿(&D)")
    many = question(errors(LISTED + 2), "导出")
    assert many is not None and "另外还有 2 项" in many.words
    assert f"第{LISTED}个错误" not in many.words and many.clean.startswith("仍然导出")


def test_the_question_counts_as_the_verdict_does(package: Document) -> None:
    report = check(package.pack, package.snapshot)
    asked = question(report.findings, "打印")
    assert asked is not None
    assert asked.title == f"还有 {report.count(Severity.ERROR)} 项错误没有处理。"


# ------------------------------------------------ lp


def test_lp_is_told_copies_and_sides_and_to_change_no_size() -> None:
    told = lp_arguments("-o 打印机", 3, True, "-材料")
    assert told[:7] == ["lp", "-d", "-o 打印机", "-n", "3", "-t", "-材料"]
    assert told[-2:] == ["--", "-"]
    assert {"sides=two-sided-long-edge", "print-scaling=none", "media=A4"} <= set(told)
    assert "sides=one-sided" in lp_arguments("甲", 1, False, "材料")
