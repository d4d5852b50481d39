"""Golden dumps: every form as text, blank and filled with the sample.

Run after a wanted change: python tests/layout/golden_dumps.py --write   (then read the diff)
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from core.document.document import Document  # noqa: E402
from core.forms.library import Library  # noqa: E402
from core.layout.build import build_all  # noqa: E402
from core.layout.dump import dump  # noqa: E402
from core.paths import resources  # noqa: E402
from core.storage.datafile import load  # noqa: E402

FOLDER = Path(__file__).parent / "golden"
MOST_COPIES = 2  # of a form that repeats


def dumps() -> Iterator[tuple[str, str]]:
    """File name and text of every golden dump."""
    library = Library()
    for name in library.names():
        pack = library.pack(name)
        snapshot = Document.specimen(pack).snapshot
        for grid in build_all(pack, snapshot):
            yield f"{name}-空表-{grid.name}.txt", dump(grid, snapshot)
    for sample in sorted((resources() / "samples").glob("*.json")):
        document = load(sample, library).document
        copies: dict[str, int] = {}
        for grid in build_all(document.pack, document.snapshot):
            copies[grid.form] = copies.get(grid.form, 0) + 1
            if copies[grid.form] <= MOST_COPIES:
                yield f"{sample.stem}-{grid.name}.txt", dump(grid, document.snapshot)


def main() -> int:
    """Compare, or write with --write."""
    found = dict(dumps())
    if "--write" in sys.argv:
        for path in FOLDER.glob("*.txt"):
            path.unlink()
        for name, text in found.items():
            (FOLDER / name).write_text(text, "utf-8")
        return 0
    return 0 if all((FOLDER / n).read_text("utf-8") == t for n, t in found.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
