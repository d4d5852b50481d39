"""The rules of the house, checked on the source text of every file.

Each rule is a function from (path, text) to offences. It runs over the whole
tree, and over planted offenders, so that a rule that catches nothing fails too.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# At the top: what is built or exported, and hidden things of git, tools and editors.
BUILT = {"build", "dist", "out"}
HIDDEN_BUT_OURS = {".ci", ".gitattributes", ".gitignore"}
LONGEST = 500

# Inside core imports go only downwards.
FLOORS = {
    "numbers": 0,
    "errors": 0,
    "texts": 0,
    "paths": 0,
    "logbook": 0,
    "garbage": 0,
    "characters": 1,
    "facts": 1,
    "expr": 1,
    "forms": 2,
    "calc": 3,
    "document": 3,
    "checks": 4,
    "scoring": 4,
    "prose": 4,
    "storage": 5,
    "layout": 6,
    "export": 7,
    "workspace": 8,
    "cli": 9,
}
# The imports between two packages of one floor that are meant. (Rules judge a score by what
# scoring says the results support, so checks read from scoring, never the other way round.)
# The report's text is checked beside the tables, so prose makes findings and asks checks' rules.
SIDEWAYS = {("expr", "facts"), ("document", "calc"), ("checks", "scoring"), ("prose", "checks")}
SIDEWAYS |= {("prose", "scoring")}

# What a part must never import.
FORBIDDEN = {
    "core": {"PySide6", "shiboken6", "ui", "main"},
    "ui": {"peewee", "playhouse", "openpyxl"},
}

# Lengths on paper are no data: there binary floats are allowed, nowhere else in core.
FLOATS_ALLOWED = ("core/layout/", "core/export/")

# Stand-ins that nobody can be called by.
PHONE = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
STAND_IN = re.compile(r"1380000000\d|13812345678")
HOME = re.compile(r"(?<![\w.])/(?:(?:home|Users)/\w|root/)|\b[A-Za-z]:\\+Users\\+\w")

Rule = Callable[[str, str], Iterator[str]]


# ------------------------------------------------------------------- rules


@cache
def _tree(text: str) -> ast.Module:
    return ast.parse(text)


def _imports(path: str, text: str) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything a module imports, also inside functions."""
    package = path.removesuffix(".py").split("/")[:-1]
    for node in ast.walk(_tree(text)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*above, *filter(None, [node.module])])
            yield from ((node.lineno, f"{source}.{alias.name}") for alias in node.names)


def imports_go_down(path: str, text: str) -> Iterator[str]:
    """core's packages stand on floors; a package imports only from floors below."""
    if not re.fullmatch(r"core/.+\.py", path) or path == "core/__init__.py":
        return
    here = path.split("/")[1].removesuffix(".py")
    if here not in FLOORS:
        yield f"{path}: {here} stands on no floor"
        return
    for line, name in _imports(path, text):
        top, there = [*name.split("."), ""][:2]
        if top != "core" or there == here or (here, there) in SIDEWAYS:
            continue
        if there not in FLOORS:
            yield f"{path}:{line}: {name} stands on no floor"
        elif FLOORS[there] >= FLOORS[here]:
            yield f"{path}:{line}: {here} must not import {there}"


def imports_are_allowed(path: str, text: str) -> Iterator[str]:
    """core knows no window system, ui no storage and no file format."""
    forbidden = FORBIDDEN.get(path.split("/")[0], set())
    if not path.endswith(".py"):
        return
    for line, name in _imports(path, text):
        if name.split(".")[0] in forbidden:
            yield f"{path}:{line}: imports {name}"


def packaging_is_no_package(path: str, text: str) -> Iterator[str]:
    """packaging/__init__.py would hide the library of that name from every tool."""
    if path == "packaging/__init__.py":
        yield path


def modules_are_short(path: str, text: str) -> Iterator[str]:
    """A room that has grown too large has more than one job."""
    lines = len(text.splitlines())
    if path.endswith(".py") and lines > LONGEST:
        yield f"{path}: {lines} lines"


def modules_say_their_role(path: str, text: str) -> Iterator[str]:
    """Every module has a docstring."""
    if path.endswith(".py") and not ast.get_docstring(_tree(text)):
        yield path


def core_is_silent(path: str, text: str) -> Iterator[str]:
    """Only the command line prints."""
    if not path.startswith("core/") or path.startswith("core/cli") or not path.endswith(".py"):
        return
    for node in ast.walk(_tree(text)):
        if isinstance(node, ast.Call) and _called(node) == "print":
            yield f"{path}:{node.lineno}: print("


def core_has_no_floats(path: str, text: str) -> Iterator[str]:
    """Numbers are Decimal from end to end."""
    if not re.fullmatch(r"core/.+\.py", path) or path.startswith(FLOATS_ALLOWED):
        return
    for node in ast.walk(_tree(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            yield f"{path}:{node.lineno}: {node.value}"
        elif isinstance(node, ast.Call) and _called(node) == "float":
            yield f"{path}:{node.lineno}: float("


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def resources_hold_data_only(path: str, text: str) -> Iterator[str]:
    """A new county or year needs no line of Python."""
    if path.startswith("resources/") and path.endswith((".py", ".pyi")):
        yield path


def no_telephone_numbers(path: str, text: str) -> Iterator[str]:
    """Private numbers from the papers do not enter the repository."""
    for number, line in enumerate(text.splitlines(), 1):
        for match in PHONE.finditer(line):
            if not STAND_IN.fullmatch(match[0]):
                yield f"{path}:{number}: {match[0]}"


def no_home_folders(path: str, text: str) -> Iterator[str]:
    """Nothing in the tree depends on somebody's machine."""
    for number, line in enumerate(text.splitlines(), 1):
        if HOME.search(line):
            yield f"{path}:{number}: {line.strip()[:80]}"


RULES: list[Rule] = [
    imports_go_down,
    imports_are_allowed,
    packaging_is_no_package,
    modules_are_short,
    modules_say_their_role,
    core_is_silent,
    core_has_no_floats,
    resources_hold_data_only,
    no_telephone_numbers,
    no_home_folders,
]


# -------------------------------------------------------------- the real tree


def _is_ours(folder: Path, name: str) -> bool:
    if folder == ROOT:
        return name in HIDDEN_BUT_OURS or not (name in BUILT or name.startswith("."))
    return name != "__pycache__"


@pytest.fixture(scope="module")
def tree() -> dict[str, str]:
    """Every text file of the checkout, by its path from the top."""
    texts: dict[str, str] = {}
    for place, folders, names in os.walk(ROOT):
        folder = Path(place)
        folders[:] = [name for name in folders if _is_ours(folder, name)]
        for file in (folder / name for name in names if _is_ours(folder, name)):
            data = file.read_bytes()
            if b"\0" in data:
                continue
            try:
                texts[file.relative_to(ROOT).as_posix()] = data.decode("utf-8")
            except UnicodeDecodeError:
                continue  # a font, a picture
    return texts


def test_the_whole_tree_is_seen(tree: dict[str, str]) -> None:
    assert {"README.md", ".ci/run", "core/__init__.py", "tests/test_structure.py"} <= set(tree)
    assert not [path for path in tree if path.startswith((".git/", ".venv/"))]


@pytest.mark.parametrize("rule", RULES)
def test_rule(rule: Rule, tree: dict[str, str]) -> None:
    offences = [offence for path, text in tree.items() for offence in rule(path, text)]
    assert offences == []


# ---------------------------------------------------------- planted offenders

ABSOLUTE = "/".join(("", "root", "x"))
SOMEBODY = "139" + "88776655"  # in two parts, or this very file would offend

OFFENDERS = [
    (imports_go_down, "core/facts/x.py", "from core.forms import y"),
    (imports_go_down, "core/facts/x.py", "import core.forms.y"),
    (imports_go_down, "core/facts/x.py", "from core import forms"),
    (imports_go_down, "core/facts/x.py", "from ..forms import y"),
    (imports_go_down, "core/facts/x.py", "from .. import forms"),
    (imports_go_down, "core/facts/x.py", "def f():\n    import core.storage"),
    (imports_go_down, "core/facts/x.py", "from core.expr import nodes"),
    (imports_go_down, "core/calc/x.py", "from core.document import y"),
    (imports_go_down, "core/errors.py", "from core.numbers import y"),
    (imports_go_down, "core/storage/x.py", "from core.cellar import y"),
    (imports_go_down, "core/cellar/x.py", ""),
    (imports_go_down, "core/storage/x.py", "import core"),
    (imports_are_allowed, "core/layout/x.py", "from PySide6.QtGui import QFont"),
    (imports_are_allowed, "core/layout/x.py", "import ui.grid"),
    (imports_are_allowed, "core/cli/x.py", "def f():\n    from ui import window"),
    (imports_are_allowed, "ui/x.py", "import peewee"),
    (imports_are_allowed, "ui/x.py", "from openpyxl.styles import Font"),
    (packaging_is_no_package, "packaging/__init__.py", ""),
    (modules_are_short, "tests/x.py", "x = 1\n" * (LONGEST + 1)),
    (modules_say_their_role, "ui/x.py", "# role\nx = 1"),
    (modules_say_their_role, "core/x/__init__.py", ""),
    (core_is_silent, "core/calc/x.py", "def f():\n    print('here')"),
    (core_has_no_floats, "core/calc/x.py", "rate = 0.05"),
    (core_has_no_floats, "core/calc/x.py", "top = -1e9"),
    (core_has_no_floats, "core/calc/x.py", "rate = float('0.05')"),
    (resources_hold_data_only, "resources/packs/a/rules.py", '"""Rules."""'),
    (no_telephone_numbers, "resources/packs/a/pack.toml", f'电话 = "{SOMEBODY}"'),
    (no_telephone_numbers, "README.md", f"{SOMEBODY[:3]}-{SOMEBODY[3:7]}-{SOMEBODY[7:]}"),
    (no_home_folders, "README.md", "/" + "home/somebody/main"),
    (no_home_folders, "README.md", "open('/" + "Users/somebody')"),
    (no_home_folders, "README.md", "=/" + "root/main"),
    (no_home_folders, "x.py", "C:" + "\\\\Users\\\\somebody"),
]

INNOCENT = [
    (imports_go_down, "core/facts/x.py", "from core.errors import Mistake\nimport core.facts.y"),
    (imports_go_down, "core/facts/x.py", "from .y import z\nfrom ..numbers import y"),
    (imports_go_down, "core/expr/x.py", "from core.facts.values import Value"),
    (imports_go_down, "core/document/x.py", "from core.calc.graph import Graph"),
    (imports_go_down, "core/cli/x.py", "from core import export, layout"),
    (imports_go_down, "ui/x.py", "from core.workspace import y"),
    (imports_are_allowed, "ui/x.py", "from PySide6.QtGui import QFont\nimport core.facts"),
    (imports_are_allowed, "core/export/x.py", "import openpyxl, uitools"),
    (packaging_is_no_package, "core/__init__.py", ""),
    (modules_are_short, "tests/x.py", "x = 1\n" * LONGEST),
    (modules_are_short, "resources/packs/a/pack.toml", "x = 1\n" * (LONGEST + 1)),
    (modules_say_their_role, "ui/x.py", '"""Role."""'),
    (core_is_silent, "core/cli/x.py", "print('here')"),
    (core_is_silent, "core/calc/x.py", "book.print()\nprinted = 'print('"),
    (core_has_no_floats, "core/layout/x.py", "width = 25.4"),
    (core_has_no_floats, "core/calc/x.py", "rate = Decimal('0.05')\nten = 10"),
    (resources_hold_data_only, "resources/packs/a/pack.toml", "x = 1"),
    (no_telephone_numbers, "x.toml", "13800000001 13812345678 " + SOMEBODY + "0"),
    (no_home_folders, "README.md", f"resources/home/x, .{ABSOLUTE} and ~/x"),
]


@pytest.mark.parametrize(("rule", "path", "text"), OFFENDERS)
def test_offender_is_caught(rule: Rule, path: str, text: str) -> None:
    offences = list(rule(path, text))
    assert len(offences) == 1
    assert offences[0].startswith(path)


@pytest.mark.parametrize(("rule", "path", "text"), INNOCENT)
def test_innocent_is_left_alone(rule: Rule, path: str, text: str) -> None:
    assert list(rule(path, text)) == []


def test_every_rule_has_an_offender() -> None:
    assert {rule for rule, _, _ in OFFENDERS} == set(RULES)
    assert {rule for rule, _, _ in INNOCENT} == set(RULES)
