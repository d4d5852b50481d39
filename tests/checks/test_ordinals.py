"""Ordinals: what counts as a number of a heading or point, and where a run of them breaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checks.ordinals import Break, Kind, Runs, heading_of, ordinals, told


def test_the_double_is_named_not_the_last() -> None:
    runs = Runs()
    lines = ("一、甲", "二、乙", "三、丙", "二、丁")
    found = [f for n, line in enumerate(lines) for f in runs.feed(ordinals(line), n)]
    assert [(f.what, f.at, f.before_at) for f in found] == [(Break.DOUBLE, 3, 1)]


def faults(*lines: str) -> list[tuple[Break, str]]:
    """What breaks in lines one after the other, and at which line."""
    runs = Runs()
    found = []
    for number, line in enumerate(lines):
        found += list(runs.feed(ordinals(line), number))
    found += list(runs.end())
    return [(fault.what, lines[fault.at]) for fault in found]


@pytest.mark.parametrize(
    "lines",
    [
        ("一、概况", "（一）职责", "1.管理。", "2.服务。", "（二）机构", "1.内设。", "二、支出"),
        ("一、概况", "1、职责", "2、机构", "二、支出", "1、收入", "2、支出"),  # no （一） between
        ("第一部分 概况", "一、职责", "二、机构", "第二部分 支出", "一、收入"),
        ("1. 概况", "1.1 目的", "1.2 过程", "2. 结论", "2.1 得分"),
        ("目标有两个：一是增收；二是节支。", "问题：一是进度慢，二是力量弱，三是资料少。"),
        ("年度目标为一是增收；二是节支。",),
        ("一是甲，包括：一是子，二是丑；二是乙；三是丙。",),
        ("措施：1、节水；2、节电；3、节油。", "4、节纸。"),
        ("（1）甲；（2）乙；", "（3）丙。"),
        ("①甲；②乙；③丙。",),
        ("一、概况", "二、支出", "三、结论", "一、概况", "二、支出"),  # two reports
        ("比2023年增长5.5%，1、2号桥和第2、3组完工，占50%。",),
        ("发展第二、第三产业，支持一、二级医院。",),
        ("共3处：2.5公里、3.6公里、1.2公里。",),
        ("5.59万元用于培训。", "3.2 公里道路完工。"),
        ("统一是前提，十是约数。",),
        ("第一，收集资料；第二，核对数据；第三，打分。",),
        ("（一）概况", "1、甲", "2、乙", "（二）支出", "3、丙"),  # counted on through the sections
    ],
)
def test_good_numbering_is_left_alone(lines: tuple[str, ...]) -> None:
    assert faults(*lines) == []


@pytest.mark.parametrize(
    ("lines", "what", "at"),
    [
        (("一、甲", "二、乙", "三、丙", "三、丁", "四、戊"), Break.DOUBLE, "三、丁"),
        (("一、甲", "二、乙", "二、丙", "四、戊"), Break.DOUBLE, "二、丙"),  # and 四 is right
        (("一、甲", "一、乙", "二、丙"), Break.DOUBLE, "一、乙"),
        (("一、甲", "二、乙", "四、丁"), Break.GAP, "四、丁"),
        (("一、甲", "（一）子", "（三）寅"), Break.GAP, "（三）寅"),
        (("一、甲", "三、乙", "二、丙"), Break.GAP, "三、乙"),
        (("一、甲", "（二）丑"), Break.LATE, "（二）丑"),
        (("一、甲", "（一）子", "（二）丑", "二、乙", "（三）寅"), Break.LATE, "（三）寅"),
        (("一、甲", "（一）子", "（二）丑", "（3）寅"), Break.LATE, "（3）寅"),
        (("1.1 目的", "2.2 过程"), Break.BACK, "2.2 过程"),
        (("一、甲", "3.4 效果"), Break.LATE, "3.4 效果"),
        (("1、甲", "2．乙", "3、丙"), Break.STYLE, "2．乙"),
        (("一、甲", "1、职责", "（一）子", "（二）丑", "2、机构"), Break.LEVEL, "（一）子"),
        (("1、节水。2、节电。4、节油。",), Break.GAP, "1、节水。2、节电。4、节油。"),
        (("1、节水。2、节电。2、节油。",), Break.DOUBLE, "1、节水。2、节电。2、节油。"),
        (("一是增收；三是节支。",), Break.GAP, "一是增收；三是节支。"),
        (
            ("做法：一是调查摸排。另有其他措施。",),
            Break.ALONE,
            "做法：一是调查摸排。另有其他措施。",
        ),
    ],
)
def test_a_break_is_found_once(lines: tuple[str, ...], what: Break, at: str) -> None:
    found = faults(*lines)
    assert found[0] == (what, at)
    assert len(found) == 1 or lines[1] == "三、乙"  # 一 三 二: a gap, and 二 comes too late


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("一、部门概况", Kind.CHAPTER),
        ("　十二、其他事项：", Kind.CHAPTER),
        ("第三部分　绩效情况", Kind.PART),
        ("（二）绩效评价工作过程。", Kind.SECTION),
        ("( 三 )机构", Kind.SECTION),
        ("3.4效果（各指标得分情况）", Kind.DECIMAL),
        ("2．机构", Kind.POINT),
        ("（2） 部门整体支出规模、使用方向和主要内容、涉及范围等。", None),  # a sentence
        ("（一）贯彻落实国家、省、市、县有关科技和工业信息", None),  # a line of a paragraph
        ("一、本年收入1万元，支出1万元", None),
        ("一是加强领导", None),
        ("12.5万元", None),
        ("一、", None),
        ("部门概况", None),
    ],
)
def test_headings(line: str, kind: Kind | None) -> None:
    found = heading_of(line)
    assert (found.kind if found else None) is kind


@given(st.text("一二三十、.（）()0123456789①是要第，。；\n 甲", max_size=60))
def test_any_text_is_read_to_its_end(text: str) -> None:
    items = ordinals(text)
    assert all(text[item.start : item.end].strip() for item in items)
    assert [item.start for item in items] == sorted(item.start for item in items)
    runs = Runs()
    for fault in [*runs.feed(items, 0), *runs.bar(), *runs.end()]:
        assert told(fault.what, "甲", "乙")
