"""Packages: what a command is to read: a data file, or a report by its number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType

from core.cli.arguments import Given, Misuse, Option
from core.cli.output import say
from core.document.document import Document
from core.errors import Mistake, ZipingtongError
from core.facts.model import Snapshot
from core.forms.library import Library
from core.forms.pack import Pack
from core.paths import data_folder
from core.storage.datafile import load
from core.storage.kept import StepLine
from core.workspace.workspace import Workspace

DATA_DIR = Option("--data-dir", "数据文件夹", "文件夹")
BLANK = (
    Option("--blank", "模板包", "模板包"),
    Option("--year", "空表的年度，不写就是去年", "年度"),
)
FILE_OR_REPORT = "数据文件或自评编号"
INFORMATION = "D120"  # a note that tells what the program did, not a mistake


@dataclass(frozen=True, slots=True)
class Package:
    """What was opened; `stem` names the files made from it."""

    stem: str
    pack: Pack
    snapshot: Snapshot
    notes: tuple[Mistake, ...] = ()

    @property
    def sound(self) -> bool:
        """Nothing was wrong in the file."""
        return not mistakes(self.notes)

    def say_notes(self) -> None:
        for note in self.notes:
            say(str(note))


class Packages:
    """Opens data files and reports. Reports are only looked at, so a window may hold them."""

    def __init__(self, given: Given) -> None:
        self._folder = folder_of(given)
        self._library = Library()
        self._workspace: Workspace | None = None

    def __enter__(self) -> Packages:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._workspace is not None:
            self._workspace.close()

    @property
    def workspace(self) -> Workspace:
        """All reports, for looking only."""
        if self._workspace is None:
            self._workspace = Workspace(self._folder, self._library, looking=True)
        return self._workspace

    def open(self, name: str) -> Package:
        """A file of that name, or else the report with that number."""
        if not is_number(name) or Path(name).exists():
            loaded = load(Path(name), self._library)
            document = loaded.document
            return Package(Path(name).stem, document.pack, document.snapshot, loaded.notes)
        return self.report(name)

    def report(self, name: str) -> Package:
        """A report by the number `list` shows."""
        number = self._number(name)
        report = self.workspace.open(number)
        return Package(f"自评{number}", report.pack, report.snapshot)

    def steps(self, name: str) -> list[StepLine]:
        """Everything that was done to a report."""
        return self.workspace.store.steps(self._number(name))

    def _number(self, name: str) -> int:
        if not is_number(name):
            raise ZipingtongError(
                "E206", f"“{name}”不是自评编号。", "编号是一个数，用 list 命令可以看到。"
            )
        number = int(name)
        if any(line.id == number for line in self.workspace.lines()):
            return number
        says = f"没有编号为 {number} 的自评，也没有叫“{number}”的文件。"
        if any(line.id == number for line in self.workspace.trash()):
            says = f"编号为 {number} 的自评在回收站里。"
        raise ZipingtongError("E206", says, f"用 list 命令查看编号。数据文件夹：{self._folder}")


def year_of(text: str, pack: Pack) -> int:
    if not text.isdigit() or not 1990 <= int(text) <= 2100:
        raise Misuse(f"年度“{text}”不对。", "写四位数的年份，如 --year 2024。")
    year = int(text)
    if year < pack.head.from_year:
        raise ZipingtongError(
            "E205",
            f"“{pack.head.name}”的这套表从 {pack.head.from_year} 年度起用，不能用于 {year} 年度。",
            "请换一个年度，或换一个模板包。",
        )
    return year


def blank_or_given(given: Given, command: str) -> Package:
    """A pack's blank forms with --blank, else what the word names; its notes are said."""
    if given.has("--blank"):
        if given.words:
            raise Misuse(
                "用了 --blank 就不要再写数据文件。", f"写法：{command} --blank 模板包 -o 目录"
            )
        pack = Library().pack(given.text("--blank"))
        # Papers are filled in the year after the one they are about.
        now = max(pack.head.from_year, date.today().year - 1)
        year = year_of(given.text("--year"), pack) if given.has("--year") else now
        return Package(pack.id, pack, Document.specimen(pack, year).snapshot)
    if given.has("--year"):
        raise Misuse("--year 只和 --blank 一起用。", "文件和自评里已经有年度。")
    if not given.words:
        raise Misuse(
            f"少写了{FILE_OR_REPORT}。",
            f"写法：{command} {FILE_OR_REPORT} -o 目录，或 {command} --blank 模板包 -o 目录",
        )
    with Packages(given) as packages:
        package = packages.open(given.words[0])
    package.say_notes()
    return package


def is_number(name: str) -> bool:
    """Could it be the number of a report?"""
    return name.isascii() and name.isdigit() and len(name) < 10


def folder_of(given: Given) -> Path:
    """Where the reports are."""
    if given.has("--data-dir") and not given.text("--data-dir").strip():
        raise ZipingtongError("E101", "“--data-dir”后面是空的。", "请写数据文件夹。")
    return data_folder(given.text("--data-dir"))


def mistakes(notes: Iterable[Mistake]) -> list[Mistake]:
    """The notes that are mistakes."""
    return [note for note in notes if note.code != INFORMATION]


def must_be_new(target: Path) -> None:
    """Raises when a file is there already."""
    if target.exists():
        raise ZipingtongError(
            "E505", f"“{target}”已经有了，没有改动它。", "请换一个文件名，或先把它移走。"
        )
