"""Commands about packages of figures: new, explain, show, sheet."""

from __future__ import annotations

from pathlib import Path

from core.calc.compare import agree
from core.calc.references import find_ref, placement_text, ref_text
from core.calc.trace import Trace, trace
from core.cli.arguments import Given
from core.cli.check_commands import print_report
from core.cli.output import say, short, table
from core.cli.packages import Package, Packages, blank_or_given, must_be_new, year_of
from core.document.document import Document
from core.export.sheets import write_sheets
from core.facts.model import Ref, Snapshot
from core.facts.printing import exact, show
from core.facts.values import State, Value
from core.forms.library import Library
from core.forms.pack import Pack
from core.paths import resources
from core.prose.audit import audit
from core.storage.datafile import load, save_file


def _open(given: Given) -> Package:
    """What the command is about; what was found in a file is said at once."""
    with Packages(given) as packages:
        package = packages.open(given.words[0])
    package.say_notes()
    return package


def new(given: Given) -> int:
    """A new data file with the first rows of a pack."""
    pack = Library().pack(given.words[0])
    year = year_of(given.text("--year"), pack)
    document = Document.blank(pack, year, given.text("--unit"))
    target = Path(given.text("--out"))
    must_be_new(target)
    save_file(target, document, pack)
    say(f"已新建：{target}")
    return 0


def explain(given: Given) -> int:
    """Why a number is what it is."""
    package = _open(given)
    pack, snapshot = package.pack, package.snapshot
    ref = find_ref(snapshot, pack, given.words[1])
    _print_trace(trace(pack, snapshot, ref), snapshot, 0, set())
    return 0


def _print_trace(step: Trace, snapshot: Snapshot, depth: int, seen: set[Ref]) -> None:
    pad = "  " * depth
    say(f"{pad}{step.name} = {_shown(step, step.value)}")
    inner = pad + "  "
    if step.rule:
        say(f"{inner}公式：{step.source}")
        say(f"{inner}代入：{step.numbers} = {_shown(step, step.computed)}")
        if not step.entered.is_blank:
            same = "一致" if agree(step.entered, step.computed) else "不一致"
            say(f"{inner}填写：{step.entered.raw}（与计算{same}）")
    elif not depth:
        say(f"{inner}{'填写的数' if not step.entered.is_blank else '还没有填写'}")
    if step.clause:
        say(f"{inner}依据：{step.clause}")
    if not depth and step.note:
        say(f"{inner}说明：{step.note}")
    if not depth and step.forms:
        say(f"{inner}位置：{'、'.join(step.forms)}（在“{step.forms[0]}”填写）")
    for placement, value in step.printed:
        text = value.raw or "（空白）"
        say(f"{inner}另印：{placement_text(snapshot, placement)} = {text}")
    if step.ref in seen:
        return
    seen.add(step.ref)
    for part in step.inputs:
        _print_trace(part, snapshot, depth + 1, seen)


def _shown(step: Trace, value: Value) -> str:
    if value.state in (State.UNREADABLE, State.ERROR):
        return f"{value.raw or value.state.value}（{value.note}）"
    return step.text(value) or exact(value)


def show_all(given: Given) -> int:
    """All values: entered, computed and printed side by side."""
    package = _open(given)
    pack, snapshot = package.pack, package.snapshot
    say(f"{pack.head.name}　{snapshot.year}年度　{short(snapshot.value(Ref('单位名称')).raw)}")
    rows, different = value_rows(pack, snapshot)
    table(("名称", "填写", "计算", "另印", ""), rows)
    if different:
        say(f"有 {different} 处填写、计算或另印的数不一致。")
    return 1 if different or not package.sound else 0


def value_rows(pack: Pack, snapshot: Snapshot) -> tuple[list[tuple[str, ...]], int]:
    """One line per fact that has a value, in the order of the forms; how many disagree."""
    order = {node: place for place, node in enumerate(pack.places)}
    refs = {Ref(*key, holder) for holder, held in snapshot.entered.items() for key in held}
    refs |= {Ref(*key, holder) for holder, held in snapshot.computed.items() for key in held}
    refs |= {placement.ref for placement in snapshot.printed}
    ids = [row for rows in snapshot.order.values() for row in rows]
    position = {row: place for place, row in enumerate(ids)}

    def rank(ref: Ref) -> tuple[int, int, int, str]:
        path = snapshot.path_of(ref.holder)
        row = position.get(snapshot.first_row(ref.holder), -1)
        node = (path, ref.name, ref.aspect)
        return (path.count("/"), row, order.get(node, len(order)), ref.name)

    shown: dict[Ref, list[str]] = {}
    disagreeing: set[Ref] = set()
    for placement, value in snapshot.printed.items():
        text = value.raw or "（空白）"
        shown.setdefault(placement.ref, []).append(f"{placement.form}：{text}")
        if not agree(value, snapshot.value(placement.ref)):
            disagreeing.add(placement.ref)
    rows: list[tuple[str, ...]] = []
    for ref in sorted(refs, key=rank):
        entered, computed = snapshot.entered_value(ref), snapshot.computed_value(ref)
        concept = pack.concept(snapshot.path_of(ref.holder), ref.name)
        both = not entered.is_blank and computed.state is State.READ
        wrong = both and not agree(entered, computed)
        if wrong:
            disagreeing.add(ref)
        unreadable = entered.state is State.UNREADABLE
        text = show(computed, concept.kind, style=concept.show) if concept else ""
        if computed.state is State.ERROR:
            text = f"（{computed.note}）"
        mark = "≠" if ref in disagreeing else ""
        if unreadable:
            mark = entered.note
        rows.append(
            (ref_text(snapshot, ref), entered.raw, text, "；".join(shown.get(ref, ())), mark)
        )
    return rows, len(disagreeing)


def sheet(given: Given) -> int:
    """Every form as a sheet of one workbook, and as plain text."""
    package = blank_or_given(given, "sheet")
    folder = Path(given.text("--out"))
    _write_sheets(package.pack, package.snapshot, folder, package.stem)
    return 0 if package.sound else 1


def _write_sheets(pack: Pack, snapshot: Snapshot, folder: Path, name: str) -> None:
    target, count = write_sheets(pack, snapshot, folder, name)
    say(f"已输出 {count} 张表：{target}（各表的文本在同一文件夹）")


def demo(given: Given) -> int:
    """Without a screen: the sample's verdict and findings, and its forms in out/."""
    sample = resources() / "samples" / "taojiang-2024.json"
    say(f"样例：{sample.name}")
    loaded = load(sample, Library())
    pack, snapshot = loaded.document.pack, loaded.document.snapshot
    print_report(audit(pack, snapshot), snapshot)
    _write_sheets(pack, snapshot, Path(given.text("--out") or "out"), sample.stem)
    return 0
