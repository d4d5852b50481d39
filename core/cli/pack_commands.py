"""Commands about packs: packs, fields, pack-check."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from core.cli.arguments import Given
from core.cli.labels import field_labels
from core.cli.output import say, table
from core.errors import ZipingtongError
from core.forms.advice import advice
from core.forms.folders import DiskFolder
from core.forms.library import Library, packs_folder
from core.forms.pack import Pack
from core.forms.rules import name_node
from core.forms.schema import Node
from core.forms.settings import setting_text


def packs(given: Given) -> int:
    """All packs with their forms."""
    library = Library()
    found = [library.pack(name) for name in library.names()]
    if given.has("--json"):
        say(
            json.dumps(
                [
                    {
                        "id": pack.id,
                        "name": pack.head.name,
                        "from": pack.head.from_year,
                        "forms": [{"id": f.id, "label": f.label} for f in pack.forms],
                    }
                    for pack in found
                ],
                ensure_ascii=False,
                indent=1,
            )
        )
        return 0
    for pack in found:
        say(f"{pack.id}  {pack.head.name}（{pack.head.from_year}年度起）")
        for form in pack.forms:
            mark = "" if form.printed else "（底稿，不打印）"
            say(f"    {form.id}{mark}" + (f"  {form.label}" if form.label else ""))
    return 0


def fields(given: Given) -> int:
    """Every fact a pack's forms show, and the settings."""
    pack = Library().pack(given.words[0])
    rows = [*field_rows(pack), *_setting_rows(pack)]
    if given.has("--json"):
        say(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    for form in dict.fromkeys(row["form"] for row in rows):
        say(f"【{form}】")
        lines = [
            (
                row["ref"],
                row["label"],
                row["kind"] + (f" {row['unit']}" if row["unit"] else ""),
                "填写" if row["entered"] else "计算",
                "必填" if row["required"] else "",
            )
            for row in rows
            if row["form"] == form
        ]
        table(("名称", "表上的文字", "种类", "", ""), lines)
        say("")
    return 0


def field_rows(pack: Pack) -> list[dict[str, Any]]:
    """One entry per fact shown; fixed rows one per row, other tables one per column."""
    labels = field_labels(pack)
    rows: list[dict[str, Any]] = []
    printed = {form.id: form.printed for form in pack.forms}
    calcs = {rule.node for rule in pack.calcs}
    for node, forms in pack.places.items():
        path, name, _ = node
        concept = pack.concept(path, name)
        if concept is None:
            continue
        given = path and pack.table(path).is_fixed and name not in pack.table(path).input
        entered = node not in calcs and not given
        for ref, label in _refs(pack, node, labels):
            rows.append(
                {
                    "ref": ref,
                    "label": label,
                    "kind": concept.kind.value,
                    "unit": concept.unit
                    or (setting_text(pack.settings["金额单位"].value) or "")
                    * (concept.kind.value == "money"),
                    "form": forms[0],
                    "entered": entered,
                    "required": entered and concept.need == "必填" and printed[forms[0]],
                    "table": path,
                }
            )
    return rows


def _refs(pack: Pack, node: Node, labels: dict[Node, str]) -> list[tuple[str, str]]:
    path, name, _ = node
    label = labels.get(node, name)
    if not path or not pack.table(path).is_fixed:
        return [(name_node(node), label)]
    found = []
    for row in pack.table(path).fixed:
        texts = [text for text in row.cells.values() if text and text != "〃"]
        title = next((t for f, t in row.cells.items() if f.endswith("三级指标")), "") or (
            texts[0] if texts else row.key
        )
        found.append((f"{path}[{row.key}].{name}", f"{title} {label}"))
    return found


def _setting_rows(pack: Pack) -> list[dict[str, Any]]:
    return [
        {
            "ref": f"设置.{setting.id}",
            "label": setting.note or setting.id,
            "kind": setting.kind,
            "unit": "",
            "form": "设置",
            "entered": True,
            "required": False,
            "table": "",
            "value": setting_text(setting.value) or "",
            "choices": list(setting.choices),
        }
        for setting in pack.settings.values()
    ]


def pack_check(given: Given) -> int:
    """Everything wrong in a pack's folder, and which identities apply."""
    folder = Path(given.words[0])
    if not folder.is_dir():
        raise ZipingtongError("E203", f"没有“{folder}”这个文件夹。", "请写模板包所在的文件夹。")
    library = Library(folder.resolve().parent, packs_folder())  # reuse may name a neighbour
    pack = library.check(DiskFolder(folder))
    for mistake in pack.mistakes:
        say(str(mistake))
    if pack.mistakes:
        say(f"共 {len(pack.mistakes)} 处错误。")
        return 1
    say(f"模板包“{pack.head.name}”（{pack.id}）：{len(pack.forms)} 张表，没有错误。")
    hints = advice(pack, folder.resolve().name)
    if hints:
        say("\n建议：")
        for hint in hints:
            say(str(hint))
    say("\n起作用的恒等式和公式：")
    for rule in pack.checks:
        aspect = f"（{rule.aspect}）" if rule.aspect else ""
        where = f"，{rule.path}每行" if rule.path else ""
        use = "填数" if rule.node in {r.node for r in pack.calcs} and rule.use == "calc" else "核对"
        say(f"  {rule.id}{aspect}{where}　{use}　{rule.source}")
    say("\n不起作用的：")
    for name in dict.fromkeys(item.id for item in pack.dormant):
        items = [item for item in pack.dormant if item.id == name]
        aspects = "、".join(item.aspect for item in items if item.aspect)
        say(f"  {name}{f'（{aspects}）' if aspects else ''}　{items[0].why}")
    return 0
