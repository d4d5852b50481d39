"""Drafts: sentences of a pack with the figures of a package; figures follow their facts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.calc.figures import HOLE, figure_text
from core.calc.sentences import Judged, drafted
from core.document.document import Document
from core.facts.edits import AddRow, Edit, MoveRow, RemoveRow, SetReport, SetSetting, SetValue
from core.facts.model import UNIT, Bound, Chapter, Ref
from core.forms.cells import CellReader
from core.forms.library import Library
from core.forms.schema import Result, Sentence
from core.forms.sentences import read_sentence
from core.forms.source import Mistakes
from core.storage.datafile import load

PACK = Library().pack("hunan-zhijiang")
SPENT, BEFORE, PLANNED = (Ref("三公经费", a) for a in ("决算", "上年决算", "年初预算"))
MEALS = Ref("公务接待费", "决算")
LINES = "项目清单"
LOOSE = ("，。", "；。", "、。", "：。", "。。", "，，", "；；", "（）", "、）", "，）", "\n\n")


def sentence(text: str) -> Sentence:
    mistakes = Mistakes()
    found = read_sentence(text, CellReader(PACK.words, UNIT, mistakes, "草稿"), ("f.toml", ()))
    assert mistakes.found == []
    return found


def wrong(text: str) -> list[str]:
    mistakes = Mistakes()
    read_sentence(text, CellReader(PACK.words, UNIT, mistakes, "草稿"), ("f.toml", ()))
    return [mistake.says for mistake in mistakes.found]


def package(*edits: Edit) -> Document:
    document = Document.blank(PACK, 2023, "某局")
    for edit in edits:
        document.apply(edit)
    return document


def text(document: Document, draft: str, judged: Judged | None = None) -> str:
    found, figures = drafted(PACK, document.snapshot, 2023, sentence(draft), judged)
    for figure in figures:
        assert figure_text(PACK, document.snapshot, figure) == found[figure.start : figure.end]
    return found


def told(*problems: str) -> Judged:
    return Judged(problems={UNIT: [[problem] for problem in problems]})


def line(document: Document, name: str, spent: str) -> str:
    document.apply(AddRow(LINES, cells={"项目名称": name}))
    row = document.snapshot.siblings(LINES)[-1]
    document.apply(SetValue(Ref("支出", "决算", row), spent))
    return row


# ---------------------------------------------------------------- what a draft says


def test_figures_read_as_on_the_form_or_in_the_style_asked_for() -> None:
    document = package(SetValue(MEALS, "5.6"), SetValue(Ref("编制数"), "41人"))
    assert text(document, "接待{公务接待费@决算}万元") == "接待5.6万元"
    assert text(document, "接待{公务接待费@决算:0.00}万元") == "接待5.60万元"
    assert text(document, "编制{编制数}人，{年}年，{年-1}年") == "编制41人，2023年，2022年"
    assert text(document, "{设置.金额单位}") == "万元"


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ("5.59", "9.95", "减少4.36万元"),
        ("9.95", "5.59", "增加4.36万元"),
        ("5.590", "5.59", "持平"),
        ("5.1234", "5", "增加0.1234万元"),
        ("", "5", HOLE),
    ],
)
def test_the_direction_follows_from_the_figures(now: str, before: str, said: str) -> None:
    document = package(SetValue(MEALS, now), SetValue(MEALS._replace(aspect="上年决算"), before))
    assert text(document, "{增减(公务接待费@决算, 公务接待费@上年决算)}") == said


def test_what_is_blank_or_zero_is_left_out_only_in_brackets() -> None:
    draft = "基本支出{基本支出@决算}万元[，接待{公务接待费@决算}万元][，共{编制数}人]。"
    assert text(package(), draft) == f"基本支出{HOLE}万元。"
    document = package(SetValue(MEALS, "0"), SetValue(Ref("编制数"), "3"))
    assert text(document, draft) == f"基本支出{HOLE}万元，共3人。"
    nested = "[其中：[接待{公务接待费@决算}万元，][{编制数}人，]。]"
    assert text(document, nested) == "其中：3人。"
    assert text(package(), nested) == ""


def test_rows_are_listed_with_the_mark_between_them() -> None:
    document = package()
    for row in document.snapshot.siblings(LINES):
        document.apply(RemoveRow(row))
    for name, spent in (("甲", "1"), ("乙", "0"), ("丙", ""), ("丁", "2.5")):
        line(document, name, spent)
    draft = "{每 项目清单: {项目名称}{支出@决算}万元；}。"
    assert text(document, draft) == "甲1万元；丁2.5万元。"


def test_a_part_that_lists_rows_stands_when_there_is_one_to_list() -> None:
    document = package()
    draft = "[其中：[接待{公务接待费@决算}万元；]{每 项目清单: {项目名称}{支出@决算}万元；}。]"
    assert text(document, draft) == ""
    line(document, "甲", "1")
    assert text(document, draft) == "其中：甲1万元。"
    assert text(document, "[问题：{每 问题: {内容}；}。]") == ""
    assert text(document, "[问题：{每 问题: {内容}；}。]", told("慢")) == "问题：慢。"


def test_a_text_that_only_says_there_is_nothing_says_nothing() -> None:
    draft = "[目标：{预期目标}]"
    assert text(package(SetValue(Ref("预期目标"), " 无 ")), draft) == ""
    assert text(package(SetValue(Ref("预期目标"), "无障碍")), draft) == "目标：无障碍"


def test_a_pause_before_a_closing_bracket_goes() -> None:
    draft = "支出[（[接待{公务接待费@决算}万元、][编制{编制数}人、]）]，其他。"
    assert text(package(SetValue(MEALS, "5.6")), draft) == "支出（接待5.6万元），其他。"
    assert text(package(), draft) == "支出，其他。"


def test_a_change_is_left_out_when_one_of_its_figures_is_missing() -> None:
    draft = (
        "[接待{公务接待费@决算}万元[，与上年相比{增减(公务接待费@决算, 公务接待费@上年决算)}]。]"
    )
    document = package(SetValue(MEALS, "0"))
    assert text(document, draft) == ""
    document.apply(SetValue(MEALS, "5"))
    assert text(document, draft) == "接待5万元。"
    document.apply(SetValue(MEALS._replace(aspect="上年决算"), "5"))
    assert text(document, draft) == "接待5万元，与上年相比持平。"
    document.apply(SetValue(MEALS, "0"))
    assert text(document, draft) == "接待0万元，与上年相比减少5.00万元。"


def test_a_pause_at_the_end_of_a_line_becomes_a_stop() -> None:
    document = package(SetValue(MEALS, "5.6"))
    assert (
        text(document, "[接待{公务接待费@决算}万元；][编制{编制数}人]\n完") == "接待5.6万元。\n完"
    )


def test_a_text_becomes_part_of_its_sentence() -> None:
    document = package(SetValue(Ref("预期目标"), "一是修路。\n二是架桥。"))
    assert text(document, "[目标：{预期目标}。]") == "目标：一是修路。\n二是架桥。"
    assert text(package(SetValue(Ref("预期目标"), "无")), "原因是{预期目标}。") == f"原因是{HOLE}。"


def indicators(*cells: tuple[str, str, str, str]) -> tuple[Document, list[str]]:
    """A package with these indicators: first level, name, target, result."""
    names = ("一级指标", "三级指标", "年度指标值", "实际完成值")
    rows = [dict(zip(names, one, strict=True)) for one in cells]
    data = {"pack": PACK.id, "year": 2023, "unit": "某局", "rows": {"绩效指标": rows}}
    document = load(json.dumps(data), Library()).document
    return document, list(document.snapshot.siblings("绩效指标"))


def test_rows_are_put_together_by_their_level_and_by_how_they_came_out() -> None:
    document, rows = indicators(
        ("产出指标\n(50分)", "修路", "≥9公里", "9公里"),
        ("〃", "架桥", "≥4座", "3座"),
        ("〃", "环境", "≥好", "≥好"),
        ("效益指标", "就业", "增加", "增加"),
        ("满意度指标", "村民", "≥90%", ""),
    )
    results = (Result.MEASURED, Result.MISSED, Result.OTHER, Result.REACHED)
    judged = Judged(dict(zip(rows, results, strict=False)))
    draft = (
        "{每 绩效指标.一级指标: {一级指标}：{每 完成的绩效指标: {三级指标}（{实际完成值}）、}。\n}"
        "[未完成：{每 未完成的绩效指标: {三级指标}{年度指标值}，实际{实际完成值}，"
        "因为{偏差原因}；}。]"
    )
    assert text(document, draft, judged) == (
        "产出指标：修路（9公里）。\n效益指标：就业（增加）。\n"
        f"未完成：架桥不低于4座，实际3座，因为{HOLE}。"
    )
    assert text(document, "{每 量化完成的绩效指标: {三级指标}、}。", judged) == "修路。"
    assert (
        text(document, "{每 其他绩效指标: {三级指标}{实际完成值}、}。", judged) == "环境不低于好。"
    )
    assert text(document, draft) == ""


def test_a_row_is_listed_when_the_texts_it_is_about_are_there() -> None:
    document = package()
    for cells in ({"项目名称": "甲", "预期目标": "修路"}, {"项目名称": "乙", "预期目标": "无"}):
        document.apply(AddRow("项目", cells=cells))
    assert text(document, "{每 项目: {项目名称}：{预期目标}。\n}") == "甲：修路。"
    assert text(document, "{每 项目: {项目名称}[（{主管部门}）]；}。") == "甲；乙。"
    assert text(document, "[{每 项目: {项目名称}：{每 绩效指标: {三级指标}{分值}、}；}。]") == ""


def test_problems_of_a_project_stand_in_its_own_row() -> None:
    document = package()
    for name in ("甲", "乙"):
        document.apply(AddRow("项目", cells={"项目名称": name}))
    first, second = document.snapshot.siblings("项目")
    judged = Judged(problems={UNIT: [["总的慢"]], second: [["乙慢"], ["乙贵"]]})
    assert text(document, "{每 问题: {内容}。}", judged) == "总的慢。"
    assert text(document, "{每 项目: {每 问题: {内容}。\n}}", judged) == "乙慢。\n乙贵。"
    assert first not in judged.problems


def test_lines_left_empty_go_and_problems_are_listed() -> None:
    document = package(SetValue(Ref("编制数"), "3"))
    assert text(document, "[接待{公务接待费@决算}万元]。\n共{编制数}人。\n") == "共3人。"
    assert text(document, "问题：{每 问题: {内容}；}。", told("甲", "乙")) == "问题：甲；乙。"


@pytest.mark.parametrize(
    ("draft", "says"),
    [
        ("{三公经费}", "要写明口径"),
        ("{三公}", "三公"),
        ("{每 项目表: {项目名称}；}", "没有“项目表”这张行表"),
        ("{每 项目清单: {三公经费@决算}；}", "三公经费"),
        ("[{编制数}", "少了一个“]”"),
        ("{编制数", "少了一个“}”"),
        ("编制数}人", "多了一个“}”"),
        ("{编制数:整数}", "“整数”不是数字的写法"),
        ("{编制数:0.000000000000000}", "不是数字的写法"),
        ("{每 问题: 没有；}", "要写 {内容}"),
        ("[" * 9 + "{编制数}" + "]" * 9, "括号套得太深"),
        ("{每 完成的项目清单: {项目名称}；}", "没有“完成的项目清单”这张行表"),
        ("{每 绩效指标: {每 绩效指标: {三级指标}；}}", "没有“绩效指标”这张行表"),
    ],
)
def test_mistakes_are_told(draft: str, says: str) -> None:
    found = wrong(draft)
    assert found and any(says in told for told in found), found


# ---------------------------------------------------------------- figures that follow


def put_draft(document: Document, draft: str) -> None:
    words, figures = drafted(PACK, document.snapshot, 2023, sentence(draft))
    document.apply(SetReport((Chapter("概况", words, "", figures),)))


def test_a_figure_follows_its_fact_and_undo_takes_both_back() -> None:
    document = package(SetValue(MEALS, "5.59"))
    put_draft(document, "接待{公务接待费@决算}万元，共{编制数}人。")
    first = document.snapshot.report
    document.apply(SetValue(MEALS, "123.45"))
    chapter = document.snapshot.report[0]
    assert chapter.text == f"接待123.45万元，共{HOLE}人。"
    assert [chapter.text[f.start : f.end] for f in chapter.bound] == ["123.45", HOLE]
    document.undo()
    assert document.snapshot.report == first
    document.redo()
    assert document.snapshot.report == (chapter,)


def test_a_preview_shows_the_text_too_and_keeps_the_report() -> None:
    document = package(SetValue(MEALS, "5.59"))
    put_draft(document, "接待{公务接待费@决算}万元")
    before = document.snapshot.report
    seen, change = document.preview(SetValue(MEALS, "6"))
    assert seen.report[0].text == "接待6万元" and document.snapshot.report == before
    assert len(change.changes) == 2


def test_computed_figures_follow_too() -> None:
    document = package(SetValue(MEALS, "1"), SetValue(Ref("因公出国经费", "决算"), "2"))
    put_draft(document, "三公{三公经费@决算}万元")
    document.apply(SetValue(MEALS, "2.5"))
    assert document.snapshot.report[0].text == "三公4.50万元"


def test_a_row_keeps_its_figure_when_rows_move_and_lets_it_stand_when_it_goes() -> None:
    document = package()
    rows = [line(document, name, spent) for name, spent in (("甲", "1"), ("乙", "2"))]
    put_draft(document, "{每 项目清单: {项目名称}{支出@决算}万元；}")
    document.apply(MoveRow(rows[0], document.snapshot.siblings(LINES).index(rows[1])))
    document.apply(SetValue(Ref("支出", "决算", rows[0]), "7"))
    assert "甲7万元；乙2万元" in document.snapshot.report[0].text
    count = len(document.snapshot.report[0].bound)
    document.apply(RemoveRow(rows[0]))
    chapter = document.snapshot.report[0]
    assert "甲7万元；乙2万元" in chapter.text and len(chapter.bound) == count - 2
    assert chapter.bound[0].ref.holder == rows[1]


def test_a_changed_unit_of_money_reaches_the_text() -> None:
    document = package(SetValue(SPENT, "5"), SetValue(BEFORE, "4"))
    put_draft(document, "{增减(三公经费@决算, 三公经费@上年决算)}")
    document.apply(SetSetting("金额单位", "元"))
    assert document.snapshot.report[0].text.endswith("元")
    assert "万元" not in document.snapshot.report[0].text


def test_words_beside_a_figure_are_not_touched() -> None:
    document = package(SetValue(MEALS, "5.59"))
    written = Chapter("概况", "接待5.59万元，5.59", "", (Bound(2, 6, MEALS),))
    document.apply(SetReport((written,)))
    document.apply(SetValue(MEALS, "6"))
    assert document.snapshot.report[0].text == "接待6万元，5.59"


@pytest.mark.parametrize("name", sorted(Library().names()))
def test_every_draft_of_every_pack_reads_well_blank_and_filled(name: str) -> None:
    pack = Library().pack(name)
    samples = Path(__file__).parents[2] / "resources" / "samples"
    packages = [Document.blank(pack, 2024, "某局")]
    packages += [
        load(path.read_text("utf-8"), Library()).document
        for path in sorted(samples.glob("*.json"))
        if f'"{name}"' in path.read_text("utf-8")[:200]
    ]
    for document in packages:
        for report in pack.reports:
            for heading in report.chapters:
                words, figures = drafted(
                    pack, document.snapshot, document.snapshot.year, heading.draft
                )
                assert not any(loose in words for loose in LOOSE)
                assert words == "" or words.endswith("。")
                for figure in figures:
                    now = figure_text(pack, document.snapshot, figure)
                    assert now == words[figure.start : figure.end]
