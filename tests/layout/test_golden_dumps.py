"""What every form looks like has not changed unnoticed."""

from __future__ import annotations

import pytest

from tests.layout.golden_dumps import FOLDER, dumps

DUMPS = dict(dumps())


@pytest.mark.parametrize("name", sorted(DUMPS))
def test_dump_is_as_agreed(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == DUMPS[name]


def test_no_golden_dump_is_left_over() -> None:
    assert {path.name for path in FOLDER.glob("*.txt")} == set(DUMPS)
