"""Printing: what of a report can be printed or exported, what is asked before, and the files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from core.calc.naming import row_name, row_number
from core.checks.finding import Finding
from core.errors import ZipingtongError
from core.facts.model import Ref, Snapshot
from core.forms.pack import Pack
from core.layout.letter import Letter, letters
from core.layout.notes import NAME as EXPLANATIONS
from core.layout.order import in_order
from core.layout.package import Choice
from core.workspace.problems import Group, group_of

if TYPE_CHECKING:
    from core.checks.runner import Report
    from core.layout.drawing import Drawing
    from core.layout.grid import Grid

NO_FORM = ("",)  # for a choice without any form: no form is called so
LISTED = 5  # errors the question names
NAME_LENGTH = 80
COPIES = range(1, 100)


class Sort(Enum):
    """What a part of the package is."""

    COVER = "封面"
    CONTENTS = "目录"
    FORM = "表"
    SHEET = "底稿"
    REPORT = "报告"
    EXPLANATIONS = "审核说明"


@dataclass(frozen=True, slots=True)
class Part:
    """A part that can be chosen; `name` is what layout calls it, `words` what people read."""

    sort: Sort
    name: str
    words: str

    @property
    def chosen_first(self) -> bool:
        """Is it chosen before anybody has chosen? 底稿 stay in the house."""
        return self.sort is not Sort.SHEET


class Kind(Enum):
    """The files a package can become; the values are what users read."""

    PDF = "PDF"
    XLSX = "Excel"
    DOCX = "Word"

    @property
    def suffix(self) -> str:
        """How the file's name ends."""
        return f".{self.name.lower()}"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked before the official print, and the words of the answers."""

    title: str
    words: str
    clean: str
    draft: str


def parts(pack: Pack, snapshot: Snapshot, audit: Report) -> tuple[Part, ...]:
    """What the package consists of, in the order in which it is printed."""
    found = [Part(Sort.COVER, "封面", "封面"), Part(Sort.CONTENTS, "目录", "目录")]
    for form in in_order(pack.forms, letters(pack, snapshot)):
        if isinstance(form, Letter):
            found.append(Part(Sort.REPORT, form.name, _labelled(form.label, form.name)))
            continue
        sort, behind = (Sort.FORM, "") if form.printed else (Sort.SHEET, "（底稿，不上报）")
        if not form.each:
            found.append(Part(sort, form.id, _labelled(form.label, f"{form.id}{behind}")))
            continue
        for number, row in enumerate(snapshot.siblings(form.each), 1):
            name = f"{form.id}{number}"
            whose = row_name(pack, snapshot, row)[1:-1] or row_number(snapshot, row)  # no quotes
            found.append(Part(sort, name, _labelled(form.label, f"{name}：{whose}{behind}")))
    if any(finding.explained for finding in audit.findings):
        found.append(Part(Sort.EXPLANATIONS, EXPLANATIONS, "审核说明清单"))
    return tuple(found)


def _labelled(label: str, words: str) -> str:
    return f"{label}　{words}" if label else words


def choice_of(
    chosen: Collection[Part],
    signature_only: bool = False,
    double_sided: bool = False,
    draft: bool = False,
) -> Choice:
    """What layout is to be asked for when these parts are chosen."""
    sorts = {part.sort for part in chosen}
    front = (Sort.COVER, Sort.CONTENTS)
    return Choice(
        forms=tuple(part.name for part in chosen if part.sort not in front) or NO_FORM,
        cover=Sort.COVER in sorts,
        contents=Sort.CONTENTS in sorts,
        explanations=Sort.EXPLANATIONS in sorts,
        signature_only=signature_only,
        double_sided=double_sided,
        draft=draft,
        numbered=True,
    )


def question(findings: Iterable[Finding], verb: str) -> Question | None:
    """What to ask before something official is made (`verb`: 打印, 导出); None: nothing."""
    errors = [f for f in findings if not f.folded_under and group_of(f) is Group.ERROR]
    if not errors:
        return None
    lines = [f"{number}. {error.message}" for number, error in enumerate(errors[:LISTED], 1)]
    if len(errors) > LISTED:
        lines.append(f"……另外还有 {len(errors) - LISTED} 项，见“问题”栏。")
    lines.append(f"\n草稿每页印有“草稿”二字，便于校对。改好以后再{verb}正式的。")
    return Question(
        f"还有 {len(errors)} 项错误没有处理。",
        "\n".join(lines),
        f"仍然{verb}(&P)",
        f"{verb}草稿(&D)",
    )


def package_name(snapshot: Snapshot) -> str:
    """A name for files of a report, without what file systems refuse."""
    name = f"{snapshot.value(Ref('单位名称')).raw}{snapshot.year}年度自评"
    return "".join(c for c in name if c.isprintable() and c not in '\\/:*?"<>|')[:NAME_LENGTH]


def file_name(snapshot: Snapshot, kind: Kind, choice: Choice, parts_chosen: Sequence[Part]) -> str:
    """What a file is called until the user says otherwise: one form by its name, drafts as such."""
    words = [package_name(snapshot)]
    if len(parts_chosen) == 1:
        words.append(parts_chosen[0].name)
    if kind is Kind.PDF:
        words += ["签字页"] if choice.signature_only else []
        words += ["草稿"] if choice.draft else []
    return "-".join(words) + kind.suffix


def with_suffix(name: str, kind: Kind) -> Path:
    """The path a user has typed, with the ending programs know the file by."""
    return Path(name if name.lower().endswith(kind.suffix) else name + kind.suffix)


def first_drawing(pack: Pack, snapshot: Snapshot, choice: Choice) -> Drawing | None:
    """The first page, when it can be had without all the others; what is shown meanwhile."""
    from core.layout.front import cover_page
    from core.layout.furniture import draft_mark

    if not choice.cover or choice.signature_only:
        return None
    cover = cover_page(pack, snapshot)
    return draft_mark(cover) if choice.draft else cover


def chosen_parts(kind: Kind, pack: Pack, snapshot: Snapshot, choice: Choice) -> list[Grid | Letter]:
    """The chosen forms and reports such a file can hold: a workbook has no place for a report.

    Cover and contents are for paper only.
    """
    from core.layout.package import is_chosen, package_parts

    parts = [part for part in package_parts(pack, snapshot, choice) if is_chosen(part, choice)]
    return [part for part in parts if kind is Kind.DOCX or not isinstance(part, Letter)]


def counted(parts: Sequence[Grid | Letter]) -> str:
    """How many forms and reports these are."""
    reports = sum(isinstance(part, Letter) for part in parts)
    words = [f"{len(parts) - reports} 张表"] if len(parts) > reports else []
    return "、".join([*words, *([f"{reports} 份报告"] if reports else [])])


def write_office(
    kind: Kind,
    pack: Pack,
    snapshot: Snapshot,
    parts: Sequence[Grid | Letter],
    path: Path,
    title: str,
) -> None:
    """The forms as a workbook that can be read back, or all parts as a Word document."""
    if kind is Kind.XLSX:
        from core.export.sheets import write_forms

        grids = [part for part in parts if not isinstance(part, Letter)]
        write_forms(pack, snapshot, grids, path)
    else:
        from core.export.docx import write_docx

        write_docx(path, parts, title)


def lp_arguments(printer: str, copies: int, double_sided: bool, title: str) -> list[str]:
    """The print command of Linux; it reads the PDF from its input and changes no size."""
    options = {
        "media": "A4",
        "print-scaling": "none",
        "sides": "two-sided-long-edge" if double_sided else "one-sided",
        "collate": "true",
    }
    asked = [word for name, value in options.items() for word in ("-o", f"{name}={value}")]
    return ["lp", "-d", printer, "-n", str(copies), "-t", title, *asked, "--", "-"]


def no_service() -> ZipingtongError:
    """There is no `lp`."""
    return ZipingtongError(
        "E511",
        "这台电脑没有装打印服务（找不到 lp 命令），没有打印。",
        "请让管理员装上 CUPS 打印服务；也可以先“导出 PDF”，拿到别的电脑上打印。",
    )


def refused(printer: str, answer: str) -> ZipingtongError:
    """The print service would not take the pages."""
    said = f"打印服务的回答：{answer.strip()}\n" if answer.strip() else ""
    return ZipingtongError(
        "E512",
        f"打印机“{printer}”没有接受打印。",
        f"{said}请检查打印机是否开着、连着，或者换一台；也可以先“导出 PDF”。",
    )
