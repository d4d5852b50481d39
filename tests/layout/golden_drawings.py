"""Golden drawings: what stands where on every page of every form, blank and filled, as text.

Run after a wanted change: python tests/layout/golden_drawings.py --write   (then look at the
pages, and read the diff)
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from core.layout.draw import draw  # noqa: E402
from core.layout.drawing import Drawing, Text  # noqa: E402
from core.layout.letter import letters  # noqa: E402
from core.layout.package import compose_report  # noqa: E402
from core.layout.pages import paginate  # noqa: E402
from tests.support_letters import samples  # noqa: E402
from tests.support_paper import all_grids  # noqa: E402

SHORT = 4  # pages; longer reports are not kept
FOLDER = Path(__file__).parent / "golden_drawings"


def dumps() -> Iterator[tuple[str, str]]:
    """File name and text of every golden drawing; of forms that repeat the first two."""
    copies: dict[str, int] = {}
    for name, grid in all_grids():
        family = f"{name.removesuffix(grid.name)}{grid.form}"
        copies[family] = copies.get(family, 0) + 1
        if copies[family] <= 2:
            drawings = [draw(grid, plan) for plan in paginate(grid)]
            yield f"{name}.txt", "".join(dump(drawing) for drawing in drawings)
    for name, document in samples().items():
        for report in letters(document.pack, document.snapshot):
            pages = compose_report(report)
            if len(pages) <= SHORT:
                yield f"{name}-{report.name}.txt", "".join(dump(page) for page in pages)


def dump(drawing: Drawing) -> str:
    """One line per item, lengths in tenths of a point."""
    lines = [f"页 {drawing.width:.0f}x{drawing.height:.0f}"]
    for item in drawing.items:
        if isinstance(item, Text):
            extra = f" 加{item.spread:.2f}" if item.spread else ""
            lines.append(
                f"{item.x:.1f},{item.y:.1f} {item.face.value}{item.size:g}{extra} {item.text}"
            )
        else:
            lines.append(f"{item.x1:.1f},{item.y1:.1f} — {item.x2:.1f},{item.y2:.1f}")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Compare, or write with --write."""
    found = dict(dumps())
    if "--write" in sys.argv:
        FOLDER.mkdir(exist_ok=True)
        for path in FOLDER.glob("*.txt"):
            path.unlink()
        for name, text in found.items():
            (FOLDER / name).write_text(text, "utf-8")
        return 0
    return 0 if all((FOLDER / n).read_text("utf-8") == t for n, t in found.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
