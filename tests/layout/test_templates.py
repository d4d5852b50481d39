"""Templates: settings in texts, several total lines, notes that only print."""

from __future__ import annotations

from pathlib import Path

from core.document.document import Document
from core.facts.edits import SetSetting, SetValue
from core.facts.model import Ref
from core.forms.library import Library
from core.layout.build import build
from core.layout.grid import Role

PACK = """
id = "xiaoxian"
name = "小县"
from = 2024
[[form]]
id = "表"
lattice = [40, 40, 40]
head = ["", "单位：{设置.金额单位}"]
notes = ["编制 {编制数} 人。"]
[[form.block]]
table = "资金来源"
columns = [
  { head = "来源", show = "来源", take = 1 },
  { head = "预算", show = "金额@全年预算", take = 1 },
  { head = "执行", show = "金额@决算", take = 1 },
]
total = [
  { at = "top", cells = ["编制", "=编制数", "<"] },
  { cells = ["在职", "=在职人数", "<"] },
  { cells = ["控制率", "=在职控制率", "<"] },
]
start = [["财政拨款"]]
"""


def test_settings_totals_and_notes(tmp_path: Path) -> None:
    folder = tmp_path / "xiaoxian"
    folder.mkdir()
    (folder / "pack.toml").write_text(PACK, "utf-8")
    pack = Library(tmp_path).pack("xiaoxian")
    document = Document.blank(pack, 2024)
    document.apply(SetValue(Ref("编制数"), "41"))
    grid = build(pack, document.snapshot, pack.forms[0])
    rows = {cell.text: cell.row for cell in grid.cells if cell.col == 0 and cell.text}
    assert rows["编制"] < rows["财政拨款"] < rows["在职"] < rows["控制率"]
    note = next(cell for cell in grid.cells if cell.role is Role.NOTE)
    assert (note.text, note.ref) == ("编制 41 人。", None)
    assert "单位：万元" in {cell.text for cell in grid.cells}
    document.apply(SetSetting("金额单位", "元"))
    grid = build(pack, document.snapshot, pack.forms[0])
    assert "单位：元" in {cell.text for cell in grid.cells}
