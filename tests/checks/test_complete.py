"""Completeness: nothing at the start, everything at the end, on every pack."""

from __future__ import annotations

import pytest

from core.checks.desk import Desk
from core.checks.finding import Severity
from core.checks.progress import progress
from core.checks.runner import check
from core.document.document import Document
from core.forms.library import Library
from core.paths import resources
from core.storage.datafile import load
from tests.support import pack_of
from tests.support_packages import clean_package, load_package

RANDOM = (
    *("hunan-taojiang", "hunan-hengyangxian", "hunan-zhijiang"),
    *("tongyong", "national", "sichuan-luxian"),
)
CLEAN = ("luxian-2023", "national-2024", "tongyong-2024", "xinshao-2023")


@pytest.mark.parametrize("name", Library().names())
def test_a_blank_report_is_at_nought_percent(name: str) -> None:
    pack = pack_of(name)
    snapshot = Document.blank(pack, max(2024, pack.head.from_year)).snapshot
    assert progress(Desk(pack, snapshot)).percent == 0
    assert check(pack, snapshot, filling=True).findings == ()


@pytest.mark.parametrize("name", CLEAN)
def test_a_filled_sample_is_complete_and_right(name: str) -> None:
    document = load(resources() / "samples" / f"{name}.json", Library()).document
    done = progress(Desk(document.pack, document.snapshot))
    assert (done.percent, done.filled) == (100, done.required)
    assert check(document.pack, document.snapshot).findings == ()


@pytest.mark.parametrize("name", RANDOM)
@pytest.mark.parametrize("seed", [0, 1])
def test_a_random_clean_package_is_complete_and_without_error(name: str, seed: int) -> None:
    document = load_package(clean_package(seed, name)).document
    assert progress(Desk(document.pack, document.snapshot)).percent == 100
    assert check(document.pack, document.snapshot).count(Severity.ERROR) == 0
