"""Commands that make files to print and to hand on: export."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from core.characters import missing
from core.cli.arguments import Given, Option
from core.cli.output import say
from core.cli.packages import BLANK, Package, blank_or_given
from core.errors import ZipingtongError
from core.export.docx import write_docx
from core.export.pdf import write_pdf
from core.export.sheets import write_forms, write_package
from core.layout.build import build_all
from core.layout.grid import Grid
from core.layout.package import WHOLE, Choice, compose, package_title
from core.storage.files import make_folder
from core.texts import suggest

OPTIONS = (
    *BLANK,
    Option("--form", "要输出的表，几张用、隔开", "表名"),
    Option("--pdf", "输出 PDF（不写格式时就是它）"),
    Option("--xlsx", "输出 Excel 工作簿"),
    Option("--docx", "输出 Word 文件"),
    Option("--draft", "每页印上“草稿”"),
)


@dataclass(frozen=True, slots=True)
class _Job:
    """What to write: the chosen forms of a package, into a folder."""

    package: Package
    blank: bool
    forms: tuple[str, ...]
    grids: tuple[Grid, ...]
    folder: Path
    stem: str


def export(given: Given) -> int:
    """The papers of a package, or a pack's blank forms, in the formats asked for."""
    package = blank_or_given(given, "export")
    every = tuple(grid for grid in build_all(package.pack, package.snapshot))
    forms = tuple(filter(None, re.split("[、,，]", given.text("--form"))))
    job = _Job(
        package,
        given.has("--blank"),
        forms,
        _chosen(every, forms, given.has("--blank")),
        make_folder(Path(given.text("--out"))),
        "-".join((package.stem, *forms)),
    )
    asked = {name for name in ("--pdf", "--xlsx", "--docx") if given.has(name)} or {"--pdf"}
    if "--pdf" in asked:
        _pdf(job, given.has("--draft"))
    if "--xlsx" in asked:
        _xlsx(job)
    if "--docx" in asked:
        _docx(job)
    lacking = _lacking(job.grids)
    if lacking:
        say(f"这些字在所带的字体里没有，印不出来：{'、'.join(lacking)}")
    return 0 if package.sound and not lacking else 1


def _chosen(every: tuple[Grid, ...], forms: tuple[str, ...], blank: bool) -> tuple[Grid, ...]:
    """The forms asked for; without a wish all that are printed.

    A pack may have working sheets only: its blank forms are those.
    """
    if not forms:
        printed = tuple(grid for grid in every if grid.printed)
        return printed or (every if blank else ())
    names = [*dict.fromkeys([*(grid.form for grid in every), *(grid.name for grid in every)])]
    for form in forms:
        if form not in names:
            raise ZipingtongError(
                "E207", f"没有“{form}”这张表。{suggest(form, names)}", f"表有：{'、'.join(names)}。"
            )
    return tuple(grid for grid in every if grid.form in forms or grid.name in forms)


def _pdf(job: _Job, draft: bool) -> None:
    pack, snapshot = job.package.pack, job.package.snapshot
    choice = Choice(forms=tuple(grid.name for grid in job.grids), draft=draft)
    if not job.forms and not job.blank:
        choice = WHOLE.drawn(draft)
    drawings = compose(pack, snapshot, choice)
    target = job.folder / f"{job.stem}.pdf"
    title = pack.head.name if job.blank else package_title(snapshot)
    write_pdf(drawings, target, title)
    say(f"已输出 PDF，{len(drawings)} 页：{target}")


def _xlsx(job: _Job) -> None:
    target = job.folder / f"{job.stem}.xlsx"
    pack, snapshot = job.package.pack, job.package.snapshot
    if job.forms:
        count = len(job.grids)
        write_forms(pack, snapshot, job.grids, target)
    else:
        count = write_package(pack, snapshot, target)
    say(f"已输出工作簿，{count} 张表：{target}")


def _docx(job: _Job) -> None:
    target = job.folder / f"{job.stem}.docx"
    write_docx(target, job.grids, package_title(job.package.snapshot))
    say(f"已输出 Word 文件，{len(job.grids)} 张表：{target}")


def _lacking(grids: tuple[Grid, ...]) -> list[str]:
    """Characters of the forms no bundled face has."""
    found: dict[str, None] = {}
    for grid in grids:
        for cell in grid.cells:
            found.update(dict.fromkeys(missing(cell.text)))
    return list(found)
