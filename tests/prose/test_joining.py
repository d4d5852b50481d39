"""Lines a conversion has cut: read as one, marked where they stand."""

from __future__ import annotations

import pytest

from core.facts.model import Chapter
from core.prose.manuscript import Manuscript
from tests.prose.support import desk_of, said_of

SENTENCES = (
    "2024年我单位全年总支出568万元，其中基本支出379.7万元，项目支出188.3万元，资金主要用于机关运转和"
    "各项工作的开展，各项制度健全，手续完备，没有发现截留和挪用的情况。"
    "全年“三公”经费决算8.3万元，厉行节约，严格按照规定的标准和范围执行。"
)


def cut(text: str, width: int, between: str = "\n") -> str:
    """Lines of so many characters, digits taking half the room."""
    lines, room = [""], 2 * width
    for character in text:
        needs = 1 if character.isascii() else 2
        if needs > room:
            lines, room = [*lines, ""], 2 * width
        lines[-1] += character
        room -= needs
    return between.join(lines)


@pytest.mark.parametrize("width", range(24, 38))
def test_a_figure_is_found_wherever_the_lines_are_cut(width: int) -> None:
    (finding,) = said_of(desk_of("tongyong-2024"), cut(SENTENCES, width))
    (words,) = finding.words
    text = cut(SENTENCES, width)
    assert finding.rule == "R9.文中的数与表不符"
    assert words.quoted.replace("\n", "") == "8.3万元"
    assert text[words.start : words.end] == words.quoted


def test_blank_lines_between_do_not_matter() -> None:
    texts = [p.text for p in Manuscript((Chapter("", cut(SENTENCES, 30, "\n\n")),)).paragraphs]
    assert ["".join(text.split()) for text in texts] == [SENTENCES]


@pytest.mark.parametrize(
    "text",
    [
        # Each line says something of its own.
        "新建村级道路三公里并完成沿线绿化和亮化工程\n改造农村危房十二户，全部通过验收\n"
        "组织各类技能培训班六期，培训群众三百二十人次\n发放各类补贴资金，受益农户一千二百户",
        # Points, and headings.
        "（一）加强预算编制管理，提高预算编制的科学性准确性\n（二）加强预算执行管理，提高预算执行的"
        "均衡性时效性\n（三）加强绩效结果应用，提高财政资金使用的规范性",
        # Whole paragraphs.
        "2024年我单位全年总支出568万元，其中基本支出379.7万元，项目支出188.3万元。\n"
        "资金主要用于机关运转和各项工作的开展。\n“三公”经费决算3.8万元。",
    ],
)
def test_lines_of_their_own_stay_apart(text: str) -> None:
    read = [paragraph.text for paragraph in Manuscript((Chapter("", text),)).paragraphs]
    assert read == text.split("\n")
