"""Library: finds the dictionary and the packs on disk and loads them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from core.errors import Mistake, Unreadable, ZipingtongError
from core.forms.form_reader import read_form
from core.forms.outline import read_reports
from core.forms.pack import Pack, PackHead, compile_pack
from core.forms.schema import Form, Setting, Vocabulary
from core.forms.settings import setting_problem, setting_text
from core.forms.shape import TABLE, TEXT, TEXTS, WHOLE, Key, checked
from core.forms.source import Mistakes, Source
from core.forms.vocabulary import read_vocabulary
from core.paths import resources
from core.texts import suggest

HEAD = {
    "id": Key(TEXT, "模板包编号，小写字母和短横线，如 hunan-taojiang", must=True),
    "name": Key(TEXT, "县（市、区）名", must=True),
    "from": Key(WHOLE, "从哪个年度起用", must=True),
    "region": Key(TEXTS, "省、市、县，供查找"),
    "source": Key(TEXT, "依据哪份文件或哪份公开的表"),
    "order": Key(TEXTS, "打印顺序：表的名称"),
    "settings": Key(TABLE, '设置：键要加引号，如 "低执行率" = "90%"'),
    "money_unit": Key(TEXT, "金额单位", words=("元", "千元", "万元")),
}
SECTIONS = ("aspect", "concept", "table", "identity", "setting", "form", "report")
HEAD_PLACE = "包头"
FROM_YEARS = range(1990, 2101)
DICTIONARY_NAME = "字典"  # stands before the names of its files in messages
MAX_FILE = 4 * 1024 * 1024


def dictionary_folder() -> Path:
    return resources() / "dictionary"


def packs_folder() -> Path:
    return resources() / "packs"


class Library:
    """The packs under one or more folders; each is read when it is asked for."""

    def __init__(self, *folders: Path, dictionary: Path | None = None) -> None:
        self._dictionary = dictionary or dictionary_folder()
        self._folders: dict[str, Path] = {}
        for folder in folders or (packs_folder(),):
            for path in sorted(folder.iterdir()) if folder.is_dir() else ():
                if (path / "pack.toml").is_file():
                    self._folders[path.name] = path
        self._packs: dict[str, Pack] = {}
        self._base: tuple[list[Source], Mistakes] | None = None

    def names(self) -> list[str]:
        """The ids of all packs, in order."""
        return list(self._folders)

    def folder(self, name: str) -> Path:
        """Where a pack lies; raises with the nearest names when there is none."""
        if name not in self._folders:
            raise ZipingtongError(
                "E201",
                f"没有“{name}”这个模板包。{suggest(name, list(self._folders))}",
                f"现有的模板包：{'、'.join(self._folders) or '（没有）'}。",
            )
        return self._folders[name]

    def head(self, name: str) -> PackHead:
        """What a list of packs shows; only pack.toml is read."""
        data = (self.folder(name) / "pack.toml").read_bytes()
        mistakes = Mistakes()
        return _head([mistakes.open("pack.toml", data)], mistakes)[0]

    def pack(self, name: str) -> Pack:
        """A compiled pack; raises when it has mistakes."""
        if name not in self._packs:
            pack = self.check(self.folder(name))
            if pack.mistakes:
                raise Unreadable(
                    "E202",
                    f"模板包“{name}”有 {len(pack.mistakes)} 处错误，不能使用。",
                    "请用 pack-check 查看并改正。",
                    pack.mistakes,
                )
            self._packs[name] = pack
        return self._packs[name]

    def check(self, folder: Path) -> Pack:
        """Read and compile a pack's folder; every mistake is in the pack's list."""
        mistakes = Mistakes()
        base = self._dictionary_sources(mistakes)
        own = _open_all(folder, mistakes)
        if not any(source.file == "pack.toml" for source in own):
            mistakes.add(
                ("pack.toml", ()),
                "P003",
                f"文件夹“{folder.name}”里没有 pack.toml。",
                "模板包是一个文件夹，里面要有 pack.toml。",
            )
        head, raw_head = _head(own, mistakes)
        forms_raw, borrowed = self._forms_raw(own, mistakes)
        words = read_vocabulary([*base, *borrowed, *own], mistakes)
        words = _with_settings(words, raw_head, mistakes)
        forms: list[Form] = []
        for raw, origin in forms_raw:
            form = read_form(raw, origin, words, mistakes)
            if form is None:
                continue
            if any(other.id == form.id for other in forms):
                place = f"表“{form.id}”"
                mistakes.add(
                    origin, "P015", f"表“{form.id}”写了两次。", "表的名称要各不相同。", place
                )
                continue
            forms.append(form)
        _check_order(_form_ids(own), raw_head, mistakes)
        reports = read_reports(own, words, mistakes)
        return compile_pack(head, words, _ordered(forms, raw_head), mistakes, reports)

    def _dictionary_sources(self, mistakes: Mistakes) -> list[Source]:
        """The dictionary's files, read once for all packs."""
        if self._base is None:
            seen = Mistakes()
            self._base = (_renamed(_open_all(self._dictionary, seen), DICTIONARY_NAME, seen), seen)
        sources, seen = self._base
        mistakes.found += seen.found
        mistakes.sources |= seen.sources
        return sources

    def _forms_raw(
        self, own: list[Source], mistakes: Mistakes
    ) -> tuple[list[tuple[dict[str, Any], tuple[str, tuple[str | int, ...]]]], list[Source]]:
        """The [[form]] tables, with forms of other packs put in where they are reused."""
        found: list[tuple[dict[str, Any], tuple[str, tuple[str | int, ...]]]] = []
        borrowed: dict[str, list[Source]] = {}
        used: dict[str, None] = {}
        for source in own:
            entries = source.data.get("form", [])
            if "form" in source.data and not _is_tables(entries):
                mistakes.add(
                    (source.file, ("form",)),
                    "P014",
                    "“form”的写法不对。",
                    "每一张表前面写一行 [[form]]。",
                    "form",
                )
            for number, raw in enumerate(entries if isinstance(entries, list) else []):
                origin: tuple[str, tuple[str | int, ...]] = (source.file, ("form", number))
                if not isinstance(raw, dict):
                    continue
                reuse = raw.get("reuse")
                if isinstance(reuse, str):
                    lent = self._lend(reuse, origin, borrowed, mistakes)
                    if lent is None:
                        continue
                    raw = lent | {key: value for key, value in raw.items() if key != "reuse"}
                    used[reuse.partition(":")[0]] = None
                found.append((raw, origin))
        return found, [source for name in used for source in borrowed[name]]

    def _lend(
        self,
        reuse: str,
        origin: tuple[str, tuple[str | int, ...]],
        borrowed: dict[str, list[Source]],
        mistakes: Mistakes,
    ) -> dict[str, Any] | None:
        """A form of another pack; that pack's words are borrowed with it."""
        name, _, form = reuse.partition(":")
        at = (origin[0], (*origin[1], "reuse"))
        if name not in self._folders:
            mistakes.add(
                at,
                "P004",
                f"没有“{name}”这个模板包。{suggest(name, list(self._folders))}",
                "reuse 写成 模板包编号:表名。",
                f"reuse {reuse}",
            )
            return None
        if name not in borrowed:
            seen = Mistakes()
            borrowed[name] = _renamed(_open_all(self._folders[name], seen), name, seen)
            mistakes.sources |= seen.sources
        known: list[str] = []
        for source in borrowed[name]:
            for raw in _forms_of(source):
                known.append(str(raw.get("id", "")))
                if raw.get("id") != form:
                    continue
                if "reuse" not in raw:
                    return dict(raw)
                mistakes.add(
                    at,
                    "P005",
                    f"“{reuse}”本身也是借用的。",
                    f'请直接写 reuse = "{raw["reuse"]}"。',
                    f"表“{form}”",
                )
                return None
        mistakes.add(
            at,
            "P005",
            f"模板包“{name}”里没有“{form}”这张表。{suggest(form, known)}",
            f"它的表有：{'、'.join(known)}。",
            f"reuse {reuse}",
        )
        return None


def _open_all(folder: Path, mistakes: Mistakes) -> list[Source]:
    """All TOML files of a folder, pack.toml first."""
    files = sorted(folder.glob("*.toml"), key=lambda path: (path.name != "pack.toml", path.name))
    sources = []
    for path in files:
        try:
            with path.open("rb") as file:
                data = file.read(MAX_FILE + 1)
        except OSError:
            mistakes.found.append(
                Mistake("P006", "文件打不开。", "请检查文件权限和磁盘。", path.name)
            )
            continue
        sources.append(mistakes.open(path.name, data))
    for source in sources:
        if source.file != "pack.toml":
            for key in source.data:
                if key not in SECTIONS:
                    _unknown_section(source, key, mistakes)
    return sources


def _renamed(sources: list[Source], name: str, seen: Mistakes) -> list[Source]:
    """Files of another folder, with its name before theirs: theirs may be the pack's own too."""
    renamed = [replace(source, file=f"{name}/{source.file}") for source in sources]
    seen.sources = {source.file: source for source in renamed}
    seen.found = [replace(mistake, file=f"{name}/{mistake.file}") for mistake in seen.found]
    return renamed


def _is_tables(entries: Any) -> bool:
    return isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries)


def _forms_of(source: Source) -> list[dict[str, Any]]:
    entries = source.data.get("form", [])
    return entries if _is_tables(entries) else []


def _form_ids(sources: list[Source]) -> list[str]:
    """The forms a pack speaks of, also those that cannot be read."""
    forms = [raw for source in sources for raw in _forms_of(source)]
    return [raw["id"] for raw in forms if isinstance(raw.get("id"), str)]


def _unknown_section(source: Source, key: str, mistakes: Mistakes) -> None:
    remedy = f"可以写的有：{'、'.join(f'[[{s}]]' for s in SECTIONS)}。"
    if key in HEAD:
        remedy = f"“{key}”只写在 pack.toml 里；属于一张表的，写在 [[form]] 那一行下面。"
    says = f"不认识“{key}”。{suggest(key, list(SECTIONS))}"
    mistakes.add((source.file, (key,)), "P010", says, remedy, key)


def _head(own: list[Source], mistakes: Mistakes) -> tuple[PackHead, dict[str, Any]]:
    source = next((s for s in own if s.file == "pack.toml"), None)
    raw: dict[str, Any] = {}
    if source is not None and source.data:
        own_keys = {k: v for k, v in source.data.items() if k not in SECTIONS}
        raw = checked(own_keys, HEAD, mistakes, ("pack.toml", ()), HEAD_PLACE)
        if "from" in raw and raw["from"] not in FROM_YEARS:
            mistakes.add(
                ("pack.toml", ("from",)),
                "P018",
                f"“from”写的是 {raw['from']}，不像一个年度。",
                f"请写 {FROM_YEARS[0]} 到 {FROM_YEARS[-1]} 之间的年度，如 from = 2024。",
                HEAD_PLACE,
            )
    return (
        PackHead(
            raw.get("id", ""),
            raw.get("name", ""),
            raw.get("from", 0),
            tuple(raw.get("region", ())),
            raw.get("source", ""),
        ),
        raw,
    )


def _with_settings(words: Vocabulary, raw: dict[str, Any], mistakes: Mistakes) -> Vocabulary:
    """The dictionary's settings with the pack's own values."""
    settings: dict[str, Setting] = dict(words.settings)
    wanted: dict[str, Any] = dict(raw.get("settings", {}))
    if "money_unit" in raw:
        wanted.setdefault("金额单位", raw["money_unit"])
    for name, value in wanted.items():
        at = ("pack.toml", ("settings", name))
        if name not in settings:
            mistakes.add(
                at,
                "P010",
                f"没有“{name}”这项设置。{suggest(name, list(settings))}",
                f"设置有：{'、'.join(settings)}。",
                f"settings {name}",
            )
            continue
        text = setting_text(value)
        problem = f"“{name}”的写法不对。" if text is None else setting_problem(settings[name], text)
        if problem:
            note = settings[name].note or "请改写。"
            mistakes.add(at, "P016", problem, note, f"settings {name}")
            continue
        settings[name] = replace(settings[name], value=value)
    return replace(words, settings=settings)


def _check_order(known: list[str], raw: dict[str, Any], mistakes: Mistakes) -> None:
    for number, name in enumerate(raw.get("order", [])):
        if name not in known:
            mistakes.add(
                ("pack.toml", ("order", number)),
                "P017",
                f"打印顺序里的“{name}”没有这张表。{suggest(name, known)}",
                f"本包的表有：{'、'.join(dict.fromkeys(known))}。",
                "order",
            )


def _ordered(forms: list[Form], raw: dict[str, Any]) -> list[Form]:
    """Forms in print order; those the order does not name come last."""
    order: list[str] = raw.get("order", [])
    return sorted(forms, key=lambda f: order.index(f.id) if f.id in order else len(order))
