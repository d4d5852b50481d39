"""Report outlines: read from [[report]], every slip is named with its line, and the real ones."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.forms.folders import DiskFolder
from core.forms.library import Library, packs_folder
from core.forms.outline import read_reports
from core.forms.pack import Pack
from core.forms.schema import Pattern, Report, Template, YearPart
from core.forms.source import Mistakes, Source

HEAD = 'id = "ceshi-xian"\nname = "测试县"\nfrom = 2024\n'
FORM = """[[form]]
id = "基础数据表"
title = ["基础数据表"]
lattice = [60, 60]
[[form.block]]
take = [1, 1]
rows = [["单位名称", "=单位名称"]]
"""
GOOD = """[[report]]
id = "整体报告"
label = "附件3"
title = ["{单位名称}", "{年}年度自评报告"]
[[report.chapter]]
level = 1
title = "概况"
[[report.chapter]]
level = 2
title = "机构"
guide = "写机构。"
[[report.chapter]]
level = 1
title = "其他"
often_none = true
"""


def pack_with(folder: Path, report: str) -> Pack:
    own = folder / "ceshi-xian"
    own.mkdir()
    (own / "pack.toml").write_text(HEAD, encoding="utf-8")
    (own / "biao.toml").write_text(FORM, encoding="utf-8")
    (own / "report.toml").write_text(report, encoding="utf-8")
    return Library(folder).check(DiskFolder(own))


def words(template: Template) -> str:
    """A heading as the pack writes it, years and facts in braces."""
    return "".join(
        part if isinstance(part, str) else "{年}" if isinstance(part, YearPart) else "{…}"
        for part in template.parts
    )


def headings(report: Report, level: int) -> list[str]:
    return [words(chapter.title) for chapter in report.chapters if chapter.level == level]


# ---------------------------------------------------------------- reading


def test_a_report_is_read_whole(tmp_path: Path) -> None:
    pack = pack_with(tmp_path, GOOD)
    assert pack.mistakes == ()
    (report,) = pack.reports
    assert (report.id, report.label, report.wording_checked) == ("整体报告", "附件3", True)
    assert report.title[0].parts == (Pattern("", "单位名称"),)
    assert report.title[1].parts == (YearPart(0), "年度自评报告")
    assert [(c.level, words(c.title)) for c in report.chapters] == [
        (1, "概况"),
        (2, "机构"),
        (1, "其他"),
    ]
    assert [c.guide for c in report.chapters] == ["", "写机构。", ""]
    assert [c.often_none for c in report.chapters] == [False, False, True]


def test_several_reports_keep_their_order(tmp_path: Path) -> None:
    pack = pack_with(tmp_path, GOOD + GOOD.replace("整体报告", "项目报告"))
    assert pack.mistakes == ()
    assert [report.id for report in pack.reports] == ["整体报告", "项目报告"]


def test_a_pack_without_a_report_has_none(tmp_path: Path) -> None:
    assert pack_with(tmp_path, "").reports == ()


# --------------------------------------------------------------- mistakes


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "says"),
    [
        ("guide =", "guid =", "P010", 11, "guid"),
        ("level = 2", 'level = "2"', "P011", 9, "整数"),
        ('title = "机构"\n', "", "P013", 8, "title"),
        ('id = "整体报告"\n', "", "P013", 1, "id"),
        ("level = 2", "level = 5", "P070", 9, "四级"),
        ("level = 2", "level = 0", "P070", 9, "四级"),
        ("level = 2", "level = 3", "P071", 9, "第 2 级"),
        ("level = 1", "level = 2", "P071", 6, "第 1 级"),
        ('"机构"', '"（二）机构"', "P072", 10, "编号"),
        ('"机构"', '" "', "P072", 10, "空着"),
        ('"机构"', '"{机购}"', "P050", 10, "机购"),
        ('"{年}年度自评报告"', '"{年年度自评报告"', "P054", 4, "花括号"),
    ],
)
def test_a_slip_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, code: str, line: int, says: str
) -> None:
    assert old in GOOD
    pack = pack_with(tmp_path, GOOD.replace(old, new, 1))
    (mistake,) = pack.mistakes
    assert (mistake.code, mistake.file, mistake.line) == (code, "report.toml", line)
    assert says in mistake.says
    assert mistake.remedy


def test_one_wrong_level_does_not_hide_the_other_chapters(tmp_path: Path) -> None:
    (report,) = pack_with(tmp_path, GOOD.replace("level = 2", "level = 9")).reports
    assert headings(report, 1) == ["概况", "其他"]


def test_the_same_name_twice(tmp_path: Path) -> None:
    pack = pack_with(tmp_path, GOOD + GOOD)
    (mistake,) = pack.mistakes
    assert (mistake.code, mistake.line) == ("P015", 16)
    assert len(pack.reports) == 1


def test_a_report_without_chapters(tmp_path: Path) -> None:
    pack = pack_with(tmp_path, '[[report]]\nid = "空"\ntitle = ["空"]\nchapter = []\n')
    assert [mistake.code for mistake in pack.mistakes] == ["P042"]


def test_a_single_bracket(tmp_path: Path) -> None:
    pack = pack_with(tmp_path, '[report]\nid = "整体报告"\n')
    assert [mistake.code for mistake in pack.mistakes] == ["P014"]
    assert "[[report]]" in pack.mistakes[0].remedy


@pytest.mark.parametrize(
    "title",
    [
        "一、概况",
        "十二、概况",
        "（一）概况",
        "(3)概况",
        "1、概况",
        "2.概况",
        "3.4效果",
        "第一章 概况",
    ],
)
def test_numbers_of_every_style_are_seen(tmp_path: Path, title: str) -> None:
    pack = pack_with(tmp_path, GOOD.replace("概况", title))
    assert [mistake.code for mistake in pack.mistakes] == ["P072"]


@pytest.mark.parametrize("title", ["“三公”经费", "一般公共预算", "5G建设", "2个示范点", "（附表）"])
def test_a_title_may_begin_with_a_number(tmp_path: Path, title: str) -> None:
    assert pack_with(tmp_path, GOOD.replace("概况", title)).mistakes == ()


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "title", "chapter", "level", "guide", "often_none", "x"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(VALUES)
def test_nothing_written_there_breaks_the_reader(value: object) -> None:
    pack = Library(packs_folder()).pack("hunan-taojiang")
    reports = read_reports([Source("r.toml", "", {"report": value})], pack.words, Mistakes())
    for report in reports:
        assert isinstance(report.id, str)
        assert all(chapter.level in (1, 2, 3, 4) for chapter in report.chapters)


# -------------------------------------------------------------- real ones


LIBRARY = Library(packs_folder())


@pytest.mark.parametrize("name", LIBRARY.names())
def test_every_pack_has_an_outline(name: str) -> None:
    reports = LIBRARY.pack(name).reports
    assert reports
    for report in reports:
        assert report.title
        assert len(headings(report, 1)) >= 4
        for chapter, below in zip(report.chapters, (*report.chapters[1:], None), strict=True):
            leaf = below is None or below.level <= chapter.level
            assert chapter.guide or not leaf, words(chapter.title)


def test_hengyang_counts_its_chapters_once() -> None:
    (report,) = LIBRARY.pack("hunan-hengyangxian").reports
    assert headings(report, 1) == [
        "单位基本情况",
        "部门支出情况",
        "部门项目实施情况",
        "部门整体支出绩效情况",
    ]


def test_zhijiang_writes_two_reports() -> None:
    whole, projects = LIBRARY.pack("hunan-zhijiang").reports
    assert len(headings(whole, 1)) == 8
    assert len(headings(projects, 1)) == 7
    assert headings(projects, 4)[0] == "项目成本（预算）控制情况"


def test_taojiang_numbers_its_outline() -> None:
    (report,) = LIBRARY.pack("hunan-taojiang").reports
    assert report.label == "附件3"
    assert len(headings(report, 1)) == 7
    assert words(report.title[0]) == "{年}年度部门整体支出绩效报告"


def test_xinshao_has_nine_chapters_three_of_them_often_none() -> None:
    (report,) = LIBRARY.pack("hunan-xinshao").reports
    assert len(headings(report, 1)) == 9
    often = [words(c.title) for c in report.chapters if c.level == 1 and c.often_none]
    assert often == [
        "政府性基金预算支出情况",
        "国有资本经营预算支出情况",
        "社会保险基金预算支出情况",
    ]


def test_luxian_estimates_eight_scores() -> None:
    (report,) = LIBRARY.pack("sichuan-luxian").reports
    scored = [words(c.title) for c in report.chapters if "预估评分几分" in c.guide]
    assert scored == [
        "履职效能",
        "预算管理",
        "财务管理",
        "资产管理",
        "采购管理",
        "项目决策",
        "项目执行",
        "目标实现",
    ]


def test_the_outline_of_no_paper_says_so() -> None:
    for name in ("national", "tongyong"):
        (report,) = LIBRARY.pack(name).reports
        assert not report.wording_checked
