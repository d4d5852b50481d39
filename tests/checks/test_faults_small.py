"""A small fixed choice of the fault bench, so that it cannot rot: every kind of fault twice.

The whole bench is tests/bench/faults.py.
"""

from __future__ import annotations

from random import Random

import pytest

from core.calc.references import find_ref
from core.checks.finding import Outcome, Severity
from core.checks.runner import Checker, check
from core.facts.edits import SetValue
from core.facts.model import Key, Ref
from core.facts.values import Value
from tests.bench.faults import audit, caught, damages
from tests.support_faults import KINDS, damaged
from tests.support_packages import PACKS, clean_package, load_package

SEEDS = (1, 2)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", KINDS)
def test_fault_is_found_on_its_cells(kind: str, seed: int) -> None:
    [(own, pack, damage)] = damages(seed, 1, [kind])
    assert caught(damage, audit(clean_package(own, pack))[1])


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("pack", PACKS)
def test_package_without_fault_has_no_error(pack: str, seed: int) -> None:
    loaded = load_package(clean_package(seed, pack))
    assert loaded.notes == ()
    report = check(loaded.document.pack, loaded.document.snapshot)
    assert [f.message for f in report.findings if f.severity is Severity.ERROR] == []
    assert [f.message for f in report.findings if f.rule.startswith("M1")] == []
    assert report.counts.get(Outcome.BROKEN, 0) == 0


@pytest.mark.parametrize("pack", PACKS)
def test_same_seed_same_package(pack: str) -> None:
    assert clean_package(7, pack) == clean_package(7, pack)
    assert clean_package(7, pack) != clean_package(8, pack)


@pytest.mark.parametrize("pack", PACKS)
def test_a_fault_leaves_the_package_it_was_made_from_alone(pack: str) -> None:
    right = clean_package(3, pack)
    for kind in KINDS:
        damage = damaged(right, kind, Random(3))
        assert damage is None or damage.data != right
        assert right == clean_package(3, pack)


@pytest.mark.parametrize("pack", PACKS)
def test_blamed_cells_exist(pack: str) -> None:
    for kind in KINDS:
        damage = damaged(clean_package(5, pack), kind, Random(5))
        if damage is not None:
            document = load_package(damage.data).document
            for cell in damage.cells:
                assert find_ref(document.snapshot, document.pack, cell)


@pytest.mark.parametrize("pack", PACKS)
def test_audit_after_an_edit_is_the_same_as_a_fresh_one(pack: str) -> None:
    document = load_package(clean_package(11, pack)).document
    checker = Checker(document.pack)
    checker.full(document.snapshot)
    rng = Random(11)
    facts: list[tuple[Ref, Value]] = [
        (Ref(*key, holder), value)
        for holder, held in document.snapshot.entered.items()
        for key, value in held.items()
        if isinstance(key, Key) and key.name != "项目表"
    ]
    for ref, value in rng.sample(facts, min(len(facts), 40)):
        for text in (rng.choice(("", "7", "无", "120.5", "约十万")), value.raw):
            change = document.apply(SetValue(ref, text))
            report = checker.update(document.snapshot, change)
            fresh = check(document.pack, document.snapshot)
            assert set(report.findings) == set(fresh.findings), (ref, text)
            assert report.counts == fresh.counts
