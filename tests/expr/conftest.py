"""A small scope and environment in which expressions are tried out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from core.expr.compile import Compiled, compile_expr
from core.expr.errors import ExprError
from core.expr.nodes import NameNode
from core.expr.parse import parse
from core.expr.scope import Read, Type
from core.facts.reading import read as read_text
from core.facts.values import BLANK, Kind, Target, Value, known

TYPES: Mapping[str, Type] = {
    **dict.fromkeys("abcdef", Type.NUMBER),
    "三公经费": Type.NUMBER,
    "文": Type.TEXT,
    "名": Type.TEXT,
    "对": Type.BOOL,
    "错": Type.BOOL,
    "日": Type.DATE,
    "标": Type.TARGET,
    "实": Type.TARGET,
    "段": Type.SPAN,
    "列": Type.NUMBERS,
    "文列": Type.TEXTS,
    "标列": Type.TARGETS,
    "档": Type.SCALE,
}


class FakeScope:
    """Names are known by their last part; anything else is an error."""

    def resolve(self, name: NameNode) -> tuple[Read, Type]:
        kind = TYPES.get(name.parts[-1])
        if kind is None:
            raise ExprError(f"没有“{name.parts[-1]}”这个名称", name.pos)
        way = "列" if kind in (Type.NUMBERS, Type.TEXTS, Type.TARGETS) else ""
        return Read(way, name.parts[-1], name.aspect), kind


@dataclass
class FakeEnvironment:
    """Values by name; a name that is missing is blank."""

    values: Mapping[str, Value] = field(default_factory=dict)
    columns: Mapping[str, Sequence[Value]] = field(default_factory=dict)
    scales: Mapping[str, Sequence[tuple[str, Value]]] = field(default_factory=dict)

    def value(self, read: Read) -> Value:
        return self.values.get(read.name, BLANK)

    def column(self, read: Read) -> Sequence[Value]:
        return self.columns.get(read.name, ())

    def scale(self, read: Read) -> Sequence[tuple[str, Value]]:
        return self.scales.get(read.name, ())


def value_of(name: str, given: object) -> Value:
    """A number as text, a Target, any Value; targets may be written as texts."""
    if isinstance(given, Value):
        return given
    if TYPES[name] in (Type.TARGET, Type.TARGETS) and isinstance(given, str):
        return read_text(given, Kind.TARGET)
    if TYPES[name] in (Type.TEXT, Type.TEXTS) and isinstance(given, str):
        return read_text(given, Kind.TEXT)
    if TYPES[name] is Type.DATE and isinstance(given, str):
        return read_text(given, Kind.DATE)
    if isinstance(given, bool | Target):
        return known(given)
    return known(Decimal(str(given)))


def make_environment(**given: object) -> FakeEnvironment:
    values: dict[str, Value] = {}
    columns: dict[str, list[Value]] = {}
    scales: dict[str, list[tuple[str, Value]]] = {}
    for name, content in given.items():
        if isinstance(content, dict):
            scales[name] = [(word, known(Decimal(str(low)))) for word, low in content.items()]
        elif isinstance(content, list):
            columns[name] = [value_of(name, item) for item in content]
        else:
            values[name] = value_of(name, content)
    return FakeEnvironment(values, columns, scales)


@pytest.fixture(scope="session")
def environment() -> Callable[..., FakeEnvironment]:
    return make_environment


@pytest.fixture(scope="session")
def compiled() -> Callable[[str], Compiled]:
    return lambda source: compile_expr(parse(source), FakeScope())


@pytest.fixture(scope="session")
def run(compiled: Callable[[str], Compiled]) -> Callable[..., Value]:
    return lambda source, **given: compiled(source).run(make_environment(**given))


@pytest.fixture(scope="session")
def refused(compiled: Callable[[str], Compiled]) -> Callable[[str], ExprError]:
    def refuse(source: str) -> ExprError:
        with pytest.raises(ExprError) as caught:
            compiled(source)
        return caught.value

    return refuse
