"""Commands that make files to print and to hand on: export."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from core.characters import missing
from core.cli.arguments import Given, Misuse, Option
from core.cli.output import say
from core.cli.packages import BLANK, Package, blank_or_given
from core.errors import ZipingtongError
from core.export.docx import write_docx
from core.export.pdf import write_pdf
from core.export.sheets import write_forms, write_package
from core.layout.grid import Grid
from core.layout.letter import Letter, letters
from core.layout.order import in_order
from core.layout.package import WHOLE, Choice, compose, compose_report, package_title
from core.layout.snug import paper_forms
from core.storage.files import make_folder
from core.texts import suggest
from core.workspace.printing import counted

OPTIONS = (
    *BLANK,
    Option("--form", "要输出的表，几张用、隔开", "表名"),
    Option("--report", "只输出自评报告，每份一个文件"),
    Option("--pdf", "输出 PDF（不写格式时就是它）"),
    Option("--xlsx", "输出 Excel 工作簿"),
    Option("--docx", "输出 Word 文件"),
    Option("--draft", "每页印上“草稿”"),
)


@dataclass(frozen=True, slots=True)
class _Job:
    """What to write: the chosen forms of a package, or all forms and reports, into a folder."""

    package: Package
    blank: bool
    forms: tuple[str, ...]
    grids: tuple[Grid, ...]
    reports: tuple[Letter, ...]
    folder: Path
    stem: str


def export(given: Given) -> int:
    """The papers of a package, or a pack's blank forms, in the formats asked for."""
    package = blank_or_given(given, "export")
    if given.has("--report"):
        return _reports(package, given)
    every = tuple(grid for grid in paper_forms(package.pack, package.snapshot))
    forms = tuple(filter(None, re.split("[、,，]", given.text("--form"))))
    job = _Job(
        package,
        given.has("--blank"),
        forms,
        _chosen(every, forms, given.has("--blank")),
        () if forms else letters(package.pack, package.snapshot),
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
    texts = [cell.text for grid in job.grids for cell in grid.cells]
    return _closed(package, [*texts, *(text for one in job.reports for text in one.texts())])


def _reports(package: Package, given: Given) -> int:
    """Each report alone, its pages numbered from 1."""
    if given.has("--form") or given.has("--xlsx"):
        raise Misuse(
            "--report 不能和 --form、--xlsx 一起用。",
            "报告可以输出为 PDF（--pdf）或 Word（--docx）。",
        )
    found = letters(package.pack, package.snapshot)
    if not found:
        raise ZipingtongError(
            "E505", "自评报告还一个字都没有写，没有输出文件。", "请先在“自评报告”页写好，再输出。"
        )
    folder = make_folder(Path(given.text("--out")))
    for report in found:
        target = folder / f"{package.stem}-{report.name}"
        if given.has("--pdf") or not given.has("--docx"):
            drawings = compose_report(report, given.has("--draft"))
            write_pdf(drawings, target.with_name(f"{target.name}.pdf"), report.heading)
            say(f"已输出 PDF，{len(drawings)} 页：{target}.pdf")
        if given.has("--docx"):
            write_docx(target.with_name(f"{target.name}.docx"), [report], report.heading)
            say(f"已输出 Word 文件，1 份报告：{target}.docx")
    return _closed(package, [text for report in found for text in report.texts()])


def _closed(package: Package, texts: Iterable[str]) -> int:
    """The exit code; says which characters of the texts no bundled face has."""
    lacking = list(dict.fromkeys(char for text in texts for char in missing(text)))
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
    parts = list(in_order(job.grids, job.reports))
    write_docx(target, parts, package_title(job.package.snapshot))
    say(f"已输出 Word 文件，{counted(parts)}：{target}")
