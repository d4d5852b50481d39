"""Overrides: the items of one section in several files; a pack's own go over the dictionary's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from core.forms.shape import Key, Shape, checked
from core.forms.source import Mistakes, Path, Source

Origin = tuple[str, Path]


class Item(NamedTuple):
    """The keys of an item, where it stands last, and where each of its fields does."""

    keys: dict[str, Any]
    origin: Origin
    fields: Mapping[str, Origin]


def collect(
    sources: Iterable[Source], section: str, shape: Shape, mistakes: Mistakes
) -> dict[str, Item]:
    """The items of one section in several files, by id; later sources go over earlier ones."""
    items: dict[str, Item] = {}
    seen: dict[tuple[str, str], str] = {}  # folder and id -> file
    for source in sources:
        folder = source.file.rpartition("/")[0]
        entries = source.data.get(section, [])
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            mistakes.add(
                (source.file, (section,)),
                "P014",
                f"“{section}”的写法不对。",
                f"每一项前面写一行 [[{section}]]。",
                section,
            )
            continue
        for number, entry in enumerate(entries):
            origin: Origin = (source.file, (section, number))
            name = entry.get("id")
            place = f"{section} {name}" if isinstance(name, str) else f"第{number + 1}个 {section}"
            before = items.get(name) if isinstance(name, str) else None
            relaxed = shape
            if before is not None:  # an override repeats only what differs
                relaxed = {
                    k: Key(v.type, v.says, must=k == "id", words=v.words) for k, v in shape.items()
                }
            good = checked(entry, relaxed, mistakes, origin, place)
            if "id" not in good:
                continue
            first = seen.setdefault((folder, good["id"]), f"{source.file} {number}")
            if first != f"{source.file} {number}":
                other = first.rpartition(" ")[0]
                where = "" if other == source.file else f"（{other} 里已有一处）"
                mistakes.add(
                    origin,
                    "P015",
                    f"“{good['id']}”写了两次{where}。",
                    "请合并成一处，或者改名。",
                    place,
                )
                continue
            fields = dict(before.fields) if before else {}
            for at, field in enumerate(good.get("fields", ())):
                if isinstance(field.get("id"), str):
                    fields[field["id"]] = (source.file, (section, number, "fields", at))
            items[good["id"]] = Item(_over(before.keys if before else {}, good), origin, fields)
    return items


def _over(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """The keys of `own` over `base`; fields of tables are joined by their id."""
    merged = base | own
    if "fields" in base and "fields" in own:
        fields = {str(f.get("id")): f for f in base["fields"]}
        for item in own["fields"]:
            name = str(item.get("id"))
            fields[name] = fields.get(name, {}) | item
        merged["fields"] = list(fields.values())
    return merged
