"""Speed bench of the reader: a long report, an edit in one paragraph, and hostile texts.

Run: python tests/bench/bench_text.py. Times are CPU seconds; before a first read nothing is kept.
"""

from __future__ import annotations

import gc
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from core.checks.desk import Desk  # noqa: E402
from core.facts.model import Chapter  # noqa: E402
from core.prose.bare import bare  # noqa: E402
from core.prose.figures import figures_in  # noqa: E402
from core.prose.proofreader import proofread  # noqa: E402
from tests.bench.text_faults import desk_of  # noqa: E402

DRAFTS = ROOT / "tests" / "prose" / "texts"
PROSE = (
    "为进一步加强预算绩效管理，我局认真落实各项工作部署，完善内部管理制度，提高财政资金使用效益。"
)


def long_report(characters: int, figures: int) -> str:
    """Drafts one after the other, with prose between them."""
    lines = [
        line
        for path in sorted(DRAFTS.rglob("tongyong*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    told: list[str] = []
    count = 0
    for number in range(10_000):
        if count < figures:
            line = lines[number % len(lines)]
            count += len(figures_in(bare(line).text))
            told.append(line)
        told.append(f"（{number}）{PROSE * 3}")
        if sum(map(len, told)) > characters:
            break
    return "\n".join(told)


def hostile(size: int) -> Iterator[tuple[str, str]]:
    """Texts nobody writes."""
    yield "数字", "1" * size
    yield "括号", "（" * (size // 2) + "）" * (size // 2)
    yield "其中", "其中" * (size // 2)
    yield "其中各行", "总支出5万元，其中：\n" * (size // 11)
    yield "顿号", "、" * size
    yield "万元", "5万元，" * (size // 4)
    yield "比上年", "比上年减少" * (size // 5)
    yield "百分之", "百分之" * (size // 3)
    yield "一二三", "一二三四五六七八九十" * (size // 10)
    yield "编号", "1." * (size // 2)
    yield "标题各行", "（一）\n" * (size // 4)
    yield "章各行", "一、甲\n" * (size // 4)
    yield "引号", "“" * size
    yield "文号", "【2020】1号" * (size // 8)
    yield "列表", "8个：" + "甲、" * (size // 2)
    yield "各行", "三公经费5.59万元，比上年减少4.36万元，下降43.8%。\n" * (size // 34)


def timed(work: Callable[[], object]) -> float:
    """CPU seconds; garbage is searched for before, as the window does it between edits."""
    gc.collect()
    gc.disable()
    begun = time.process_time()
    work()
    spent = time.process_time() - begun
    gc.enable()
    return spent


def forget() -> None:
    """Empty whatever the reader remembers."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("core.prose.", "core.checks.")):
            for one in list(vars(module).values()):
                getattr(one, "cache_clear", lambda: None)()


def edits(text: str, number: int) -> Iterator[tuple[str, str]]:
    """One edit of each kind, somewhere in the text."""
    random = Random(number)
    figure = random.choice([match.start() for match in re.finditer("万元", text)])
    lines = text.split("\n")
    at = random.randrange(len(lines))
    place = random.randrange(len(text))
    yield "改一个数", f"{text[: figure - 1]}{number}{text[figure:]}"
    yield "打几个字", f"{text[:place]}我局{text[place:]}"
    yield "打一个逗号", f"{text[:place]}，{text[place:]}"
    yield "删一段", "\n".join(lines[:at] + lines[at + 1 :])
    yield "加一段", "\n".join(lines[:at] + lines[at:at] + [random.choice(lines)] + lines[at:])
    yield "分成两段", f"{text[:place]}\n{text[place:]}"
    yield "开头打字", f"我局{text}"
    yield "加一个标题", "\n".join([*lines[:at], "（二）基本支出情况", *lines[at:]])
    yield "后面改为项目报告", "\n".join([*lines[:at], "项目支出绩效自评报告", *lines[at:]])


def main() -> None:
    """Print the timings."""
    desk = desk_of("tongyong-2024")
    text = long_report(30_000, 300)
    count = sum(len(figures_in(bare(line).text)) for line in text.splitlines())
    print(f"{len(text)} 字，{count} 个数")

    def fresh() -> Desk:
        return Desk(desk.pack, desk.snapshot)

    def read(told: str) -> float:
        return timed(lambda: proofread(fresh(), (Chapter("", told),)))

    first: list[float] = []
    after: defaultdict[str, list[float]] = defaultdict(list)
    for _ in range(5):
        forget()
        first.append(read(text))
    for number in range(20):
        for kind, told in edits(text, number):
            read(text)
            after[kind].append(read(told))
    print(f"第一次 {min(first) * 1000:.0f} 毫秒；改一处以后（最快、一半、最慢，毫秒）：")
    for kind, spent in after.items():
        low, middle, high = min(spent), median(spent), max(spent)
        print(f"  {kind} {low * 1000:.1f} {middle * 1000:.1f} {high * 1000:.1f}")
    for name, bad in hostile(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000):
        forget()
        spent = timed(lambda told=bad: proofread(fresh(), (Chapter("", told),)))
        print(f"{name}（{len(bad)} 字）{spent:.2f} 秒")


if __name__ == "__main__":
    main()
