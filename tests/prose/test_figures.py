"""Figures of a line: what they are, what they are worth, and what is no figure at all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.prose.bare import bare
from core.prose.figures import Rough, Sort, figures_in
from core.prose.numerals import numeral


def read(line: str) -> list[tuple[Sort, Decimal]]:
    return [(figure.sort, figure.value) for figure in figures_in(bare(line).text)]


@pytest.mark.parametrize(
    ("line", "sort", "value"),
    [
        ("5.59万元", Sort.AMOUNT, "5.59"),
        ("１，７７４．１８万元", Sort.AMOUNT, "1774.18"),
        ("1 774.18 万 元", Sort.AMOUNT, "1774.18"),
        ("3 亿元", Sort.AMOUNT, "30000"),
        ("5.59万，", Sort.AMOUNT, "5.59"),
        ("38000元", Sort.AMOUNT, "3.8"),
        ("三百万元", Sort.AMOUNT, "300"),
        ("43.8％", Sort.PERCENT, "43.8"),
        ("百分之三十", Sort.PERCENT, "30"),
        ("2.3个百分点", Sort.POINTS, "2.3"),
        ("12 人次", Sort.COUNT, "12"),
        ("二十三个", Sort.COUNT, "23"),
        ("两家", Sort.COUNT, "2"),
        ("10万份", Sort.COUNT, "100000"),
        ("50万美元", Sort.COUNT, "50"),
        ("98.5分。", Sort.SCORE, "98.5"),
        ("2024年度", Sort.YEAR, "2024"),
        ("二〇二四年", Sort.YEAR, "2024"),
    ],
)
def test_one_figure(line: str, sort: Sort, value: str) -> None:
    assert read(line) == [(sort, Decimal(value))]


@pytest.mark.parametrize(
    "line",
    [
        "1、贯彻落实",
        "（1）积极推进",
        "3.管理制度",
        "一是加强领导",
        "第3条",
        "县财绩〔2022〕1号文件",
        "联系电话13800000001",
        "100%—80%（含）",
        "比例为1:2",
        "5G、4G网络",
        "“三公”经费",
        "一个重点",
        "每名干部",
    ],
)
def test_no_figure(line: str) -> None:
    assert read(line) == []


@pytest.mark.parametrize(
    ("line", "rough"),
    [
        ("约5万元", Rough.ABOUT),
        ("100余名", Rough.ABOUT),
        ("5万元左右", Rough.ABOUT),
        ("95%以上", Rough.LEAST),
        ("不低于8次", Rough.LEAST),
        ("不超过5万元", Rough.MOST),
        ("5万元", Rough.EXACT),
    ],
)
def test_how_exactly_a_figure_is_meant(line: str, rough: Rough) -> None:
    (figure,) = figures_in(bare(line).text)
    assert figure.rough is rough


def test_minutes_and_branches_are_no_scores() -> None:
    assert [sort for sort, _ in read("10分钟、3分公司、得9分")][-1:] == [Sort.SCORE]
    assert Sort.SCORE not in [sort for sort, _ in read("缩短10分钟")]


def test_a_figure_stands_where_the_line_has_it() -> None:
    line = "  三公 经费“ 5.59 万元 ”，"
    plain = bare(line)
    (figure,) = figures_in(plain.text)
    start, end = plain.span(figure.start, figure.end)
    assert line[start:end] == "5.59 万元"


@pytest.mark.parametrize(
    ("text", "number"),
    [("十", 10), ("二十三", 23), ("一百零五", 105), ("两千", 2000), ("百五", None), ("十十", None)],
)
def test_numerals(text: str, number: int | None) -> None:
    assert numeral(text) == number
