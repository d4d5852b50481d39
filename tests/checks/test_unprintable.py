"""Signs no face can draw are told, in whatever cell; letters are never left out unasked."""

from __future__ import annotations

import pytest

from core.checks.finding import Finding
from core.checks.runner import check
from core.checks.unprintable import CODE
from core.document.document import Document
from core.facts.edits import SetPrinted, SetValue
from core.facts.model import Placement, Ref
from core.forms.library import Library


def document(text: str = "", name: str = "填表人") -> Document:
    made = Document.blank(Library().pack("hunan-taojiang"), 2024, "某局")
    made.apply(SetValue(Ref(name), text))
    return made


def told(made: Document) -> list[Finding]:
    return [one for one in check(made.pack, made.snapshot).findings if one.rule == CODE]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("某某😀", "“😀”"),
        ("\ue000某某", "编码为 U+E000 的字符"),
        ("☑是🅰否☑", "“☑”、“🅰”"),
        ("某\U00030edd", "“\U00030edd”"),
    ],
)
def test_what_is_told(text: str, named: str) -> None:
    (finding,) = told(document(text))
    assert finding.message.startswith(f"填表人里的{named}印不出来")


def test_many_signs_are_counted() -> None:
    (finding,) = told(document("😀😁😂😃😄😅😆"))
    assert "“😄”等 7 个字印不出来" in finding.message


@pytest.mark.parametrize(
    "text", ["", "某某", "㛃䶮𬭚", "\u200b某\ufe0f\x07某", "e\u0301", "①㎡℃≥—"]
)
def test_what_can_be_printed_or_has_no_ink_is_not_told(text: str) -> None:
    assert told(document(text)) == []


def test_numbers_that_cannot_be_read_are_told_too() -> None:
    (finding,) = told(document("3👍", "编制数"))
    assert finding.cells[0].ref == Ref("编制数") and "编制数里的“👍”" in finding.message


def test_another_form_with_a_text_of_its_own_is_told() -> None:
    made = document("某某")
    form = next(form.id for form in made.pack.forms if form.id != "基础数据表")
    place = Placement(form, Ref("填表人"))
    made.apply(SetPrinted(place, "某某✪😀"))
    (finding,) = told(made)
    assert finding.cells == (place,) and not finding.remedies
    assert finding.message.startswith(f"{form}的填表人里的")


def test_only_signs_are_left_out_and_the_edit_mends_it() -> None:
    made = document("某某😀（负责）")
    (finding,) = told(made)
    (remedy,) = finding.remedies
    made.apply(remedy.edit)
    assert made.snapshot.value(Ref("填表人")).raw == "某某（负责）" and told(made) == []
    assert not told(document("某\U00030edd"))[0].remedies
    assert not told(document("😀"))[0].remedies
