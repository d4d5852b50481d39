"""Speed bench of the reader: a long report, an edit in one paragraph, and hostile texts.

Run: python tests/bench/bench_text.py. Times are CPU seconds; before a first read nothing is kept.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from core.checks.desk import Desk  # noqa: E402
from core.facts.model import Chapter  # noqa: E402
from core.prose.bare import bare  # noqa: E402
from core.prose.clauses import _cuts  # noqa: E402
from core.prose.figures import figures_in  # noqa: E402
from core.prose.proofreader import proofread  # noqa: E402
from core.prose.reading import read_line  # noqa: E402
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
    """CPU seconds."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def forget() -> None:
    """Empty what is remembered of lines."""
    for kept in (bare, figures_in, read_line, _cuts):
        kept.cache_clear()


def main() -> None:
    """Print the timings."""
    desk = desk_of("tongyong-2024")
    text = long_report(30_000, 300)
    count = sum(len(figures_in(bare(line).text)) for line in text.splitlines())
    print(f"{len(text)} 字，{count} 个数")

    def fresh() -> Desk:
        return Desk(desk.pack, desk.snapshot)

    first, after = [], []
    for number in range(5):
        forget()
        first.append(timed(lambda: proofread(fresh(), (Chapter("", text),))))
        place = text.index("万元", len(text) // 2) - 1
        edited = f"{text[:place]}{number}{text[place:]}"
        after.append(timed(lambda told=edited: proofread(fresh(), (Chapter("", told),))))
    print(f"第一次 {min(first) * 1000:.0f} 毫秒，改一段以后 {min(after) * 1000:.0f} 毫秒")
    for name, bad in hostile(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000):
        forget()
        spent = timed(lambda told=bad: proofread(fresh(), (Chapter("", told),)))
        print(f"{name}（{len(bad)} 字）{spent:.2f} 秒")


if __name__ == "__main__":
    main()
