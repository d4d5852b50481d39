"""The help page about data files: every example loads, every code is explained."""

from __future__ import annotations

import re

import pytest

from core.forms.library import Library
from core.paths import resources
from core.storage.datafile import KEYS, load

PAGE = (resources() / "help" / "data-file.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
LIBRARY = Library()


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_every_example_loads_without_a_note(example: str) -> None:
    assert [str(note) for note in load(example, LIBRARY).notes] == []


def test_every_part_has_an_example_and_a_line() -> None:
    assert len(EXAMPLES) >= 8
    for key in KEYS:
        assert f"| `{key}` |" in PAGE
        assert any(f'"{key}":' in example for example in EXAMPLES)


def test_exactly_the_codes_of_the_program_are_explained() -> None:
    explained = set(re.findall(r"^\| (D\d{3}) \|", PAGE, re.MULTILINE))
    folder = (resources().parent / "core" / "storage").glob("*.py")
    used = {code for file in folder for code in re.findall(r'"(D\d{3})"', file.read_text("utf-8"))}
    assert used == explained
