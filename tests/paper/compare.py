"""Compare: every form of every pack, blank and filled, as PDF, and as LibreOffice shows the others.

Run: python tests/paper/compare.py [--bare] [FOLDER TO KEEP THE FILES IN] [PART OF A NAME]
Prints a line per form: pages, and what does not hold. 1 when anything differs on a form whose rows
all fit a page. LibreOffice must be installed; it takes a minute. --bare: with whatever faces this
machine has; else the program's own stand in for the official ones.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from core.document.document import Document  # noqa: E402
from core.export.docx import write_docx  # noqa: E402
from core.export.pdf import write_pdf  # noqa: E402
from core.export.sheets import write_forms  # noqa: E402
from core.layout.grid import Cell, Grid  # noqa: E402
from core.layout.package import Choice, compose, package_title  # noqa: E402
from core.layout.pages import PAPER_MM, PagePlan, paginate  # noqa: E402
from core.layout.snug import paper_forms  # noqa: E402
from tests.paper.seen import Seen, look, squeezed  # noqa: E402
from tests.paper.stand_ins import environment  # noqa: E402
from tests.support_paper import packages  # noqa: E402

FORMATS = ("pdf", "xlsx", "docx")


@dataclass(frozen=True)
class Form:
    """One form of one package, and the pages it is planned on."""

    stem: str
    document: Document
    grid: Grid
    plans: tuple[PagePlan, ...]

    @property
    def fits(self) -> bool:
        """Is no row higher than a page?"""
        return all(part.top == 0 for plan in self.plans for part in plan.parts)


@dataclass
class Shown:
    """What one format makes of a form."""

    pages: int
    faults: list[str] = field(default_factory=list)


def forms(wanted: str) -> Iterator[Form]:
    """Every form of every package whose name holds the wanted text."""
    for name, document in packages():
        for number, grid in enumerate(paper_forms(document.pack, document.snapshot), 1):
            if wanted in f"{name}-{grid.name}":
                yield Form(f"{name}-{number:02}", document, grid, paginate(grid))


def write(form: Form, folder: Path) -> None:
    """The form in all three formats, as the command export makes them."""
    pack, snapshot = form.document.pack, form.document.snapshot
    title = package_title(snapshot)
    drawings = compose(pack, snapshot, Choice(forms=(form.grid.name,)))
    write_pdf(drawings, folder / f"{form.stem}.pdf", title)
    write_forms(pack, snapshot, [form.grid], folder / f"{form.stem}.xlsx")
    write_docx(folder / f"{form.stem}.docx", [form.grid], title)


def convert(folder: Path, kind: str, bare: bool) -> Path:
    """All files of a kind as LibreOffice prints them; the folder they are in."""
    program = shutil.which("soffice")
    if program is None:
        raise SystemExit("LibreOffice is not installed")
    out = folder / kind
    out.mkdir(exist_ok=True)
    files = sorted(folder.glob(f"*.{kind}"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [program, "--headless", profile, "--convert-to", "pdf", "--outdir", str(out), *files],
        check=True,
        capture_output=True,
        env={**os.environ, **({} if bare else environment(folder))},
    )
    return out


def judge(form: Form, seen: Seen, kind: str) -> Shown:
    """What differs from the plan on the pages of one file."""
    shown = Shown(len(seen.pages))
    if shown.pages != len(form.plans):
        shown.faults.append(f"{shown.pages} pages instead of {len(form.plans)}")
    across, down = PAPER_MM[::-1] if form.grid.landscape else PAPER_MM
    if any((round(p.width), round(p.height)) != (across, down) for p in seen.pages):
        shown.faults.append("wrong paper")
    whole = squeezed("".join(page.text for page in seen.pages))
    letters = Counter(whole)
    wanted = Counter(squeezed("".join(cell.text for cell in form.grid.cells)))
    if lost := wanted - letters:
        shown.faults.append(f"lost: {''.join(lost.elements())[:40]}")
    torn = [cell for cell in form.grid.cells if squeezed(cell.text) not in whole]
    if torn and form.fits:
        shown.faults.append(f"torn: {len(torn)} texts, {squeezed(torn[0].text)[:20]}")
    if shown.pages == len(form.plans):
        for number, (plan, page) in enumerate(zip(form.plans, seen.pages, strict=True), 1):
            missing = Counter(squeezed(_planned(plan, kind))) - Counter(squeezed(page.text))
            if missing:
                some = "".join(missing.elements())
                shown.faults.append(f"page {number} lacks {len(some)}: {some[:30]}")
    if cut := [text for page in seen.pages for text in page.cut]:
        shown.faults.append(f"cut by a line: {len(cut)} letters, {''.join(cut)[:20]}")
    return shown


def _planned(plan: PagePlan, kind: str) -> str:
    """What must stand on a page. Word cannot repeat a merged cell that goes on."""
    return "".join(
        line.text
        for piece in plan.pieces
        if kind != "docx" or not _goes_on(plan, piece.cell)
        for line in piece.lines
    )


def _goes_on(plan: PagePlan, cell: Cell) -> bool:
    rows = {part.row for part in plan.parts}
    return not rows.issuperset(range(cell.row, cell.row + cell.rows))


def main() -> int:
    """Make, convert, compare, print."""
    words = [word for word in sys.argv[1:] if word != "--bare"]
    bare = "--bare" in sys.argv
    wanted = words[1] if len(words) > 1 else ""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(words[0] if words else scratch).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        found = list(forms(wanted))
        for form in found:
            write(form, folder)
        places = {"pdf": folder, **{kind: convert(folder, kind, bare) for kind in FORMATS[1:]}}
        wrong = {True: 0, False: 0}
        for form in found:
            shown = {
                kind: judge(form, look(place / f"{form.stem}.pdf"), kind)
                for kind, place in places.items()
            }
            pages = " / ".join(str(one.pages) for one in shown.values())
            tall = "" if form.fits else "  (a row higher than a page)"
            print(f"{form.stem}  {form.grid.name}  {pages}{tall}")
            for kind, one in shown.items():
                for fault in one.faults:
                    print(f"    {kind}: {fault}")
                wrong[form.fits] += bool(one.faults)
        print(f"{len(found)} forms; {wrong[True]} files differ, and {wrong[False]} of other forms")
    return 1 if wrong[True] else 0


if __name__ == "__main__":
    sys.exit(main())
