"""Compare: labels of the real papers against blank sheets, and papers against both.

Run: python tests/labels/compare.py [FOLDER WITH THE PAPERS]
Prints every difference; allowed ones, with their reasons, stand in allowed.toml.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from core.document.document import Document  # noqa: E402
from core.forms.library import Library  # noqa: E402
from core.layout.build import build_all  # noqa: E402
from core.layout.grid import Grid  # noqa: E402
from core.paths import resources  # noqa: E402
from core.storage.datafile import load  # noqa: E402

PAPERS = {
    "hunan-taojiang": ("taojiang", "taojiang-2024"),
    "hunan-hengyangxian": ("hengyang", "hengyang-2021"),
    "hunan-zhijiang": ("zhijiang", "zhijiang-2023"),
}
# where the forms begin and end in the text of a paper (the rest is the report)
REGIONS = {
    "taojiang": ((None, "附件3"),),
    "hengyang": (("附件1-1", None),),
    "zhijiang": (("附件1", "项目支出绩效自评报告"), ("附件 5", None)),
}
LONG = 30  # characters: filled-in prose is told in own words in the samples


def plain(text: str) -> str:
    """Without white space, marks of the text conversion, and kinds of brackets and colons."""
    text = re.sub(r"</?p>", "", text)
    for old, new in (
        (r"\leq", "≤"), (r"\geq", "≥"), (r"\times", "×"), ("$", ""), (r"\%", "%"),
        ("（", "("), ("）", ")"), ("：", ":"), ("，", ","), ("\u3000", ""), ("　", ""),
    ):  # fmt: skip
        text = text.replace(old, new)
    return re.sub(r"\s+", "", text)


def labels(name: str) -> dict[str, list[str]]:
    """The labels of each form as the paper has them."""
    forms: dict[str, list[str]] = {}
    for line in (HERE / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("## "):
            current = forms.setdefault(line[3:].strip(), [])
        elif line.strip():
            current.append(plain(line))
    return forms


def blank_sheets(pack_name: str) -> dict[str, Grid]:
    """The blank sheet of every form, one copy of each."""
    pack = Library().pack(pack_name)
    return {g.form: g for g in build_all(pack, Document.specimen(pack).snapshot)}


def differences(pack_name: str) -> set[tuple[str, str, str]]:
    """(form, 缺 or 多, text): labels the blank sheet lacks, and texts it has besides."""
    found = set()
    listed = labels(PAPERS[pack_name][0])
    sheets = blank_sheets(pack_name)
    for form in {*listed, *(name for name, grid in sheets.items() if grid.printed)}:
        paper = Counter(listed.get(form, []))
        grid = sheets.get(form)
        sheet = Counter(plain(c.text) for c in grid.cells if plain(c.text)) if grid else Counter()
        found |= {(form, "缺", text) for text in paper - sheet}
        found |= {(form, "多", text) for text in sheet - paper}
    return found


def moved(pack_name: str) -> set[tuple[str, str]]:
    """(form, text): labels that stand elsewhere in the order of reading than on the paper.

    Read line by line from left to right, a merged cell where it begins.
    """
    found = set()
    sheets = blank_sheets(pack_name)
    for form, paper in labels(PAPERS[pack_name][0]).items():
        sheet = reading_order(sheets[form])
        both = set(paper) & set(sheet)
        paper, sheet = ([text for text in side if text in both] for side in (paper, sheet))
        for what, first, last, begin, end in SequenceMatcher(
            None, paper, sheet, autojunk=False
        ).get_opcodes():
            if what != "equal":
                found |= {(form, text) for text in (*paper[first:last], *sheet[begin:end])}
    return found - {(form, text) for form, _, text in differences(pack_name)}


def reading_order(grid: Grid) -> list[str]:
    """The texts of a form, line by line from left to right."""
    cells = sorted(grid.cells, key=lambda cell: (cell.row, cell.col))
    return [text for cell in cells if (text := plain(cell.text))]


def allowed_moves(pack_name: str) -> dict[tuple[str, str], str]:
    """The labels that may stand elsewhere, each with its reason."""
    data = tomllib.loads((HERE / "allowed.toml").read_text("utf-8"))
    return {
        (item["form"], plain(text)): item["why"]
        for item in data["moved"]
        if item["pack"] == pack_name
        for text in item["texts"]
    }


def allowed(pack_name: str) -> dict[tuple[str, str, str], str]:
    """The differences that may be, each with its reason."""
    data = tomllib.loads((HERE / "allowed.toml").read_text("utf-8"))
    return {
        (item["form"], item["side"], plain(text)): item["why"]
        for item in data["allowed"]
        if item["pack"] == pack_name
        for text in item["texts"]
    }


def unexplained(pack_name: str, papers: Path) -> list[str]:
    """Cells of the paper's forms that are neither a label nor a value of the sample."""
    name, sample = PAPERS[pack_name]
    text = (papers / f"{sample}.txt").read_text("utf-8")
    loaded = load(resources() / "samples" / f"{sample}.json", Library())
    document = loaded.document
    known = {plain(c.text) for g in build_all(document.pack, document.snapshot) for c in g.cells}
    known |= {
        plain(raw.raw) for held in document.snapshot.entered.values() for raw in held.values()
    }
    known |= {label for form in labels(name).values() for label in form}
    everything = "\n".join(known)
    missing = []
    for line in _region(text, REGIONS[name]):
        for cell in re.split(r"[\t|]", line):
            token = plain(cell)
            if token and len(token) <= LONG and token not in everything:
                missing.append(token)
    return missing


def _region(text: str, spans: tuple[tuple[str | None, str | None], ...]) -> list[str]:
    lines = text.splitlines()
    kept: list[str] = []
    for begin, end in spans:
        first = next((i for i, x in enumerate(lines) if x.strip() == begin), 0) if begin else 0
        last = next(
            (i for i, x in enumerate(lines) if i > first and end and x.strip() == end), len(lines)
        )
        kept += lines[first:last]
    return kept


def main() -> int:
    """Print everything that differs; 1 when something is not allowed."""
    papers = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    wrong = 0
    for pack_name in PAPERS:
        reasons = allowed(pack_name)
        found = differences(pack_name)
        for form, side, text in sorted(found):
            why = reasons.get((form, side, text))
            wrong += why is None
            print(f"{pack_name} {form} {side} {text}　{why or '！没有列入允许的差别'}")
        may_move = allowed_moves(pack_name)
        for form, text in sorted(moved(pack_name)):
            wrong += (form, text) not in may_move
            print(f"{pack_name} {form} 移 {text}　{may_move.get((form, text), '！没有列入')}")
        for unused in sorted(set(reasons) - found):
            wrong += 1
            print(f"{pack_name} 允许的差别已经没有了：{unused}")
        if papers is not None:
            for token in unexplained(pack_name, papers):
                print(f"{pack_name} 表样和样例里都没有：{token}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
