"""Fault bench: damages right packages in one place each and asks whether the audit sees it.

Run: python tests/bench/faults.py [--seed 0] [--count 500] [--kind 串列]
Prints what was found per kind, every miss with the seed that makes it again, and everything of
weight 错误 said about packages without a fault. Exit 1 under 99 % or when there is any of those.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from core.calc.references import find_ref  # noqa: E402
from core.checks.finding import Finding, Severity  # noqa: E402
from core.checks.runner import Report, check  # noqa: E402
from core.facts.model import Ref  # noqa: E402
from tests.support_faults import KINDS, Damage, damaged  # noqa: E402
from tests.support_indicators import Data  # noqa: E402
from tests.support_packages import PACKS, clean_package, load_package  # noqa: E402

WANTED = 0.99
HEAVY = (Severity.ERROR, Severity.WARNING)
LISTED = 6  # misses printed per kind


def audit(data: Data) -> tuple[Report, set[tuple[object, ...]]]:
    """The report on a package and what tells its findings apart."""
    document = load_package(data).document
    report = check(document.pack, document.snapshot)
    return report, {_mark(finding) for finding in report.findings}


def _mark(finding: Finding) -> tuple[object, ...]:
    return (finding.rule, finding.severity, frozenset(cell.ref for cell in finding.cells))


def caught(damage: Damage, before: set[tuple[object, ...]]) -> list[Finding]:
    """What is newly said, as 错误 or 需说明, of the cells that may be blamed."""
    document = load_package(damage.data).document
    blamed: set[Ref] = {find_ref(document.snapshot, document.pack, c) for c in damage.cells}
    return [
        finding
        for finding in check(document.pack, document.snapshot).findings
        if finding.severity in HEAVY
        and _mark(finding) not in before
        and blamed & {cell.ref for cell in finding.cells}
    ]


def damages(seed: int, count: int, kinds: Iterable[str] = ()) -> list[tuple[int, str, Damage]]:
    """So many damaged packages, the kinds and packs in turn; package seed and pack with each."""
    found: list[tuple[int, str, Damage]] = []
    wanted, number = list(kinds) or list(KINDS), 0
    while len(found) < count:
        kind = wanted[number % len(wanted)]
        for attempt in range(100):
            own = seed * 1_000_000 + number * 100 + attempt
            pack = PACKS[(number // len(wanted) + attempt) % len(PACKS)]
            damage = damaged(clean_package(own, pack), kind, Random(own))
            if damage is not None:
                found.append((own, pack, damage))
                break
        else:
            raise RuntimeError(f"no package takes a fault of kind {kind}")
        number += 1
    return found


def bench_faults(seed: int, count: int, kinds: Iterable[str]) -> float:
    """The share found."""
    seen: Counter[str] = Counter()
    made: Counter[str] = Counter()
    missed: defaultdict[str, list[str]] = defaultdict(list)
    odd: Counter[tuple[str, str]] = Counter()
    for own, pack, damage in damages(seed, count, kinds):
        made[damage.kind] += 1
        hits = caught(damage, audit(clean_package(own, pack))[1])
        if not hits:
            missed[damage.kind].append(f"{pack} seed {own}: {'、'.join(damage.cells[:4])}")
            continue
        seen[damage.kind] += 1
        if not any(hit.rule.startswith(damage.rules) for hit in hits):
            odd[damage.kind, hits[0].rule] += 1
    for kind in made:
        print(f"{kind:　<12} {seen[kind]:>4} / {made[kind]}")
        for miss in missed[kind][:LISTED]:
            print(f"      missed: {miss}")
    for (kind, rule), times in odd.items():
        print(f"found only by another rule: {kind} by {rule} ({times})")
    share = sum(seen.values()) / max(sum(made.values()), 1)
    print(f"found on the right cells: {sum(seen.values())} of {sum(made.values())} = {share:.1%}")
    return share


def bench_clean(seed: int, count: int) -> int:
    """How often 错误 is said of packages without a fault."""
    said: Counter[tuple[Severity, str]] = Counter()
    example: dict[tuple[Severity, str], str] = {}
    silent = 0
    for number in range(count):
        own, pack = seed * 1_000_000 + 500_000 + number, PACKS[number % len(PACKS)]
        report, _ = audit(clean_package(own, pack))
        silent += not any(finding.severity in HEAVY for finding in report.findings)
        for finding in report.findings:
            key = (finding.severity, finding.rule)
            said[key] += 1
            example.setdefault(key, f"{pack} seed {own}: {finding.message}")
    for (severity, rule), times in sorted(said.items(), key=lambda item: item[0][0].name):
        print(f"on clean packages {severity.value} {rule} x{times}, e.g. {example[severity, rule]}")
    print(f"clean packages with no 错误 and no 需说明: {silent} of {count}")
    return sum(times for (severity, _), times in said.items() if severity is Severity.ERROR)


def main() -> int:
    """Run both halves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--kind", action="append", choices=list(KINDS), default=[])
    given = parser.parse_args()
    share = bench_faults(given.seed, given.count, given.kind)
    wrong = bench_clean(given.seed, given.count)
    print(f"错误 on clean packages: {wrong}")
    return 1 if share < WANTED or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
