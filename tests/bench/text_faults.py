"""Fault bench of report texts: damages right drafts in one place and asks whether it is seen.

Run: python tests/bench/text_faults.py [--seed 0] [--count 300] [--texts tests/prose/texts/drafts]
Prints the share found per kind of damage, at the very words that were damaged, every miss, and all
that is said of weight 错误 about drafts without a fault. The kinds are those users make; a kind is
never narrowed because the reader misses some of it.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from core.checks.desk import Desk  # noqa: E402
from core.checks.finding import Finding, Severity  # noqa: E402
from core.facts.model import Chapter  # noqa: E402
from core.forms.library import Library, packs_folder  # noqa: E402
from core.prose.proofreader import proofread  # noqa: E402
from core.storage.datafile import load  # noqa: E402

TEXTS = ROOT / "tests" / "prose" / "texts" / "drafts"
SAMPLES = ROOT / "resources" / "samples"
_NUMBER = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_SWAPS = {
    "增加": "减少",
    "减少": "增加",
    "增长": "下降",
    "下降": "增长",
    "高于": "低于",
    "低于": "高于",
    "大于": "小于",
    "小于": "大于",
    "节约": "超出",
    "超出": "低于",
}
_NAMES = (
    ("基本支出", "项目支出"),
    ("人员经费", "公用经费"),
    ("公务接待费", "公务用车运行维护费"),
    ("年初预算", "决算"),
)
_GRADES = ("优", "良", "中", "差")


class Damage(NamedTuple):
    """A text with one fault, and where it is."""

    text: str
    start: int
    end: int


Site = tuple[int, int, str]  # from, to, what is written there instead
Kind = Callable[[str, Random], Iterator[Site]]


def _typed_wrong(number: str, random: Random) -> str:
    """The number with one digit changed or two swapped."""
    places = [place for place, character in enumerate(number) if character.isdigit()]
    pairs = [
        (one, other)
        for one, other in pairwise(places)
        if number[one] != number[other] and not (one == 0 and number[other] == "0")
    ]
    digits = list(number)
    if pairs and random.random() < 0.4:
        one, other = random.choice(pairs)
        digits[one], digits[other] = digits[other], digits[one]
        return "".join(digits)
    place = random.choice(places)
    least = 1 if place == 0 and len(places) > 1 else 0
    digits[place] = str(random.choice([n for n in range(least, 10) if str(n) != digits[place]]))
    return "".join(digits)


def _numbers(pattern: str) -> Kind:
    def sites(text: str, random: Random) -> Iterator[Site]:
        for match in re.finditer(pattern, text):
            start, end = match.span(1)
            yield start, end, _typed_wrong(match[1], random)

    return sites


def _units(text: str, random: Random) -> Iterator[Site]:
    for match in re.finditer(rf"{_NUMBER}(万元)", text):
        if match[0][0] != "0":
            yield match.start(1), match.end(1), random.choice(("元", "亿元"))


def _directions(text: str, random: Random) -> Iterator[Site]:
    for match in re.finditer("|".join(_SWAPS), text):
        if re.match(rf"{_NUMBER}|[年预]", text[match.end() :]):
            yield match.start(), match.end(), _SWAPS[match[0]]


def _years(text: str, random: Random) -> Iterator[Site]:
    """The year of an amount: 2024年基本支出 becomes 2023年."""
    for match in re.finditer(rf"(20[0-9]{{2}})年(?:度)?[^，。；：、]{{2,20}}?{_NUMBER}万元", text):
        yield match.start(1), match.end(1), str(int(match[1]) - 1)


def _names(text: str, random: Random) -> Iterator[Site]:
    for one, other in _NAMES:
        for match in re.finditer(rf"(?<![的：])({one}|{other})(?:数)?(?:为)?{_NUMBER}万元", text):
            yield match.start(1), match.end(1), other if match[1] == one else one


def _parts(text: str, random: Random) -> Iterator[Site]:
    for sentence in re.finditer(r"[^。\n]*(?:其中|分别为|组成|：)[^。\n]*", text):
        for match in list(re.finditer(rf"({_NUMBER})万元", sentence[0]))[1:]:
            start = sentence.start() + match.start(1)
            yield start, start + len(match[1]), _typed_wrong(match[1], random)


def _grades(text: str, random: Random) -> Iterator[Site]:
    for match in re.finditer(r"(?:等级|结果)(?:为)?[“]?(优秀|优|良好|良)", text):
        family = ("优秀", "良好", "差") if len(match[1]) > 1 else _GRADES
        yield match.start(1), match.end(1), random.choice([g for g in family if g != match[1]])


KINDS: dict[str, Kind] = {
    "金额": _numbers(rf"({_NUMBER})万元"),
    "单位": _units,
    "方向": _directions,
    "年份": _years,
    "名称": _names,
    "分项": _parts,
    "占比": _numbers(rf"占[^，。；0-9]{{0,12}}({_NUMBER})%"),
    "增减率": _numbers(rf"(?:增长|下降|降幅)(?:了)?({_NUMBER})%"),
    "完成率": _numbers(rf"(?:完成[^，。；0-9]{{0,8}}的|执行率|为预算的)({_NUMBER})%"),
    "得分": _numbers(rf"({_NUMBER})分"),
    "等级": _grades,
    "人数": _numbers(r"(?:编制|在职)[^，。；0-9]{0,8}([0-9]+)(?:人|名)"),
    "个数": _numbers(r"([0-9]+)个(?:股室)?[，、：]?(?:分别|：)"),
    "成果": _numbers(rf"({_NUMBER})(?:公里|家|户|次|人次|座|亩)(?=[，。；])"),
}


@cache
def desk_of(sample: str) -> Desk:
    """The package a draft belongs to."""
    text = (SAMPLES / f"{sample}.json").read_text(encoding="utf-8")
    document = load(text, Library(packs_folder())).document
    return Desk(document.pack, document.snapshot)


def read(path: Path, text: str) -> list[Finding]:
    """What is said about a text beside its package."""
    result = proofread(desk_of(path.name.split(".")[0]), (Chapter("", text),))
    assert not result.broken, result.broken
    return list(result.findings)


def _mark(finding: Finding) -> tuple[object, ...]:
    return (finding.rule, tuple(words.quoted for words in finding.words))


def damages(drafts: list[Path], seed: int, count: int) -> Iterator[tuple[str, Path, Damage]]:
    """So many damaged texts, the kinds in turn."""
    kinds = list(KINDS)
    for number in range(count):
        random = Random(seed * 1_000_003 + number)
        kind = kinds[number % len(kinds)]
        sites = [
            (path, text, site)
            for path in drafts
            for text in (path.read_text(encoding="utf-8"),)
            for site in KINDS[kind](text, random)
        ]
        if sites:
            path, text, (start, end, instead) = random.choice(sites)
            told = text[:start] + instead + text[end:]
            yield kind, path, Damage(told, start, start + len(instead))


def bench(drafts: list[Path], seed: int, count: int) -> tuple[float, int]:
    """The share found, and how many 错误 undamaged drafts get."""
    before = {path: read(path, path.read_text(encoding="utf-8")) for path in drafts}
    made: Counter[str] = Counter()
    found: Counter[str] = Counter()
    heavy: Counter[str] = Counter()
    missed: defaultdict[str, list[str]] = defaultdict(list)
    for kind, path, damage in damages(drafts, seed, count):
        known = {_mark(finding) for finding in before[path]}
        hits = [
            finding
            for finding in read(path, damage.text)
            if _mark(finding) not in known
            and any(w.start < damage.end + 2 and damage.start - 2 < w.end for w in finding.words)
        ]
        made[kind] += 1
        found[kind] += bool(hits)
        heavy[kind] += any(hit.severity is not Severity.INFO for hit in hits)
        if not hits:
            around = damage.text[max(0, damage.start - 24) : damage.end + 8].replace("\n", "⏎")
            missed[kind].append(f"{path.name}: …{around}…")
    for kind in made:
        print(f"{kind}: {found[kind]}/{made[kind]}，错误和需说明 {heavy[kind]}")
        for place in missed[kind]:
            print(f"    没有发现 {place}")
    false = 0
    for path, findings in before.items():
        for finding in findings:
            false += finding.severity is Severity.ERROR
            told = finding.words[0].quoted
            print(f"没有损坏的稿子 {path.name}: {finding.severity.value} {finding.rule} {told}")
    share = sum(found.values()) / max(1, sum(made.values()))
    print(f"一共发现 {sum(found.values())}/{sum(made.values())} = {share:.1%}，误报错误 {false} 条")
    return share, false


def main() -> int:
    """Run the bench as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--texts", type=Path, default=TEXTS)
    arguments = parser.parse_args()
    drafts = sorted(arguments.texts.glob("*.txt"))
    share, false = bench(drafts, arguments.seed, arguments.count)
    return 0 if share >= 0.9 and not false else 1


if __name__ == "__main__":
    sys.exit(main())
