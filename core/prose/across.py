"""Across: what is told in several sentences of a whole and of its parts must add up (R28)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from core.checks.finding import Finding, Severity
from core.numbers import ZERO
from core.prose.figures import Rough, Sort
from core.prose.judge import finding, like, short, written
from core.prose.proof import Proof, text_rule
from core.prose.report import Report, Said, report_of
from core.prose.telling import Role, Sure, Told
from core.prose.words import INITIAL, LAST_SPENT, SPENT, WHOLES, YEAR

ACROSS = "R28.分开写的各项与总数不符"
_BASES = {
    LAST_SPENT: "与上年相比的增减",
    INITIAL: "与年初预算相比的增减",
    YEAR: "与全年预算相比的增减",
}
Key = tuple[str, str]  # of what, how counted (or compared)


@text_rule(ACROSS)
def parts_add_up(proof: Proof) -> Iterator[Finding]:
    """A whole and all its parts, each told once: the parts make up the whole."""
    report = report_of(proof)
    told = _told_once(report)
    for counted in sorted({key[1] for key in told}):
        for whole, parts in WHOLES:
            total, found = told.get((whole, counted)), [told.get((p, counted)) for p in parts]
            chosen = [one for one in found if one is not None]
            if total is None or len(chosen) < len(parts) or _in_one_list(total, chosen):
                continue
            gap = _signed(total) - sum(map(_signed, chosen), ZERO)
            steps = [_step(one) for one in (total, *chosen)]
            if abs(gap) > sum(steps, ZERO) / 2:
                yield _off(proof, total, chosen, counted, gap)


def _told_once(report: Report) -> dict[Key, Said]:
    """What is told with one number only, of the whole unit, and is not in the tables."""
    found: defaultdict[Key, list[Said]] = defaultdict(list)
    for said in report.said(Role.VALUE, Role.CHANGE):
        key = _key(said)
        if key is not None and key[1] not in report.ledger.aspects(key[0]):
            found[key].append(said)
    return {key: told[0] for key, told in found.items() if len({*map(_signed, told)}) == 1}


def _key(said: Said) -> Key | None:
    told, figure, line = said.told, said.told.figure, said.line
    if told.subject.sure is not Sure.YES or told.carried or line.project or line.is_narrow:
        return None
    if figure is None:
        even = told.role is Role.CHANGE and not told.direction
        return _key_of_change(told) if even else None
    if figure.sort is not Sort.AMOUNT or figure.rough is not Rough.EXACT:
        return None
    if told.role is Role.VALUE:
        counted = told.aspects[0] if told.explicit and told.aspects else SPENT
        return told.subject.key, counted
    return _key_of_change(told) if told.direction else None


def _key_of_change(told: Told) -> Key | None:
    if not told.bases or told.bases[0] not in _BASES:
        return None
    what = told.aspects[0] if told.aspects and told.aspects[0] != SPENT else ""
    return told.subject.key, f"{what}{_BASES[told.bases[0]]}"


def _signed(said: Said) -> Decimal:
    figure = said.told.figure
    if figure is None:
        return ZERO
    return -figure.value if said.told.direction < 0 else figure.value


def _step(said: Said) -> Decimal:
    return said.told.figure.step if said.told.figure is not None else ZERO


def _in_one_list(total: Said, parts: Sequence[Said]) -> bool:
    """Told one after the other, where a list has its own finding."""
    same = all(part.line is total.line for part in parts)
    sentences = {one.told.sentence for one in (total, *parts)}
    return same and total.told.role is Role.VALUE and len(sentences) == 1


def _off(proof: Proof, total: Said, parts: Sequence[Said], counted: str, gap: Decimal) -> Finding:
    added = sum(map(_signed, parts), ZERO)
    figure = total.told.figure
    terms = " + ".join(short(_signed(part)) for part in parts).replace("+ -", "− ")
    shown = like(figure, added) if figure is not None else short(added)
    names = "、".join(part.told.subject.key for part in parts)
    return finding(
        proof.desk,
        ACROSS,
        Severity.WARNING,
        [total, *parts],
        f"“{total.told.subject.key}”（{counted}）写的是"
        f"“{written(figure) if figure is not None else '持平'}”，分开写的{names}加起来是 {shown}，"
        f"相差 {short(abs(gap))}万元，请核对。",
        formula=f"{terms} = {short(added)}",
        expected=shown,
    )
