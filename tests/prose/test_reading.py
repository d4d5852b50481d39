"""What a figure is about: names, years, budgets, changes, parts, as the sentence says."""

from __future__ import annotations

import pytest

from core.prose.ledger import ledger_of
from core.prose.reading import read_line
from core.prose.telling import Reading, Role, Sure
from tests.prose.support import desk_of


def read(line: str) -> Reading:
    return read_line(line, ledger_of(desk_of("tongyong-2024")).lexicon)


def values(line: str) -> list[tuple[str, str]]:
    """Concept and likeliest aspect of every number told."""
    return [
        (told.subject.key, (*told.aspects, "")[0])
        for told in read(line).told
        if told.role is Role.VALUE
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("基本支出决算379.7万元", [("基本支出", "决算")]),
        ("2024年基本支出年初预算为375万元", [("基本支出", "年初预算")]),
        ("2023年“三公”经费4.3万元", [("三公经费", "上年决算")]),
        ("上年三公经费决算4.3万元", [("三公经费", "上年决算")]),
        ("三公经费年初预算4.6万元，决算3.8万元", [("三公经费", "年初预算"), ("三公经费", "决算")]),
        (
            "年初预算569万元，其中基本支出375万元",
            [("年度资金总额", "年初预算"), ("基本支出", "年初预算")],
        ),
        (
            "基本支出和项目支出分别为379.7万元和188.3万元",
            [("基本支出", "决算"), ("项目支出", "决算")],
        ),
        ("核定编制30名，实有在职人员28人", [("编制数", ""), ("在职人数", "")]),
        ("自评得分98.74分", [("总得分", "")]),
        ("科技服务基本支出3万元", [("", "决算")]),
        ("行政编制14名", [("", "")]),
        ("水费、电费、差旅费8.4万元", [("水电差旅费", "决算")]),
    ],
)
def test_what_it_is_about(line: str, told: list[tuple[str, str]]) -> None:
    assert values(line) == told


def test_a_change_is_no_value() -> None:
    change, rate = read("三公经费比上年减少0.5万元，下降11.63%").told
    assert (change.role, change.direction, change.bases[0]) == (Role.CHANGE, -1, "上年决算")
    assert (rate.role, rate.direction, rate.bases[0]) == (Role.CHANGE, -1, "上年决算")
    assert change.subject.key == rate.subject.key == "三公经费"


def test_up_to_is_a_value() -> None:
    assert [told.role for told in read("三公经费由4.3万元降至3.8万元").told] == [Role.VALUE] * 2


def test_the_subject_of_another_part_is_not_the_whole() -> None:
    told = read("项目支出188.3万元，其中公务接待费0.3万元").told
    assert told[1].subject.sure is Sure.NO


def test_parts_belong_to_their_total() -> None:
    reading = read(
        "基本支出379.7万元，其中人员经费336.5万元、公用经费43.2万元；项目支出188.3万元。"
    )
    (frame,) = reading.frames
    assert (frame.total, frame.parts) == (0, (1, 2))


def test_a_total_behind_its_parts() -> None:
    reading = read("人员经费336.5万元，公用经费43.2万元，合计379.7万元。")
    (frame,) = reading.frames
    assert (frame.total, frame.parts, frame.behind) == (2, (0, 1), True)
