"""Arguments: a small reader of command lines that explains misuse in Chinese."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from core.errors import ZipingtongError
from core.texts import suggest


class Misuse(ZipingtongError):
    """The command was not written as it should be."""

    def __init__(self, says: str, remedy: str) -> None:
        super().__init__("E101", says, remedy)


@dataclass(frozen=True, slots=True)
class Option:
    """--name VALUE, or a bare --name when `value` is empty."""

    name: str
    says: str
    value: str = ""  # what the value is called in the usage
    must: bool = False
    short: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What was given on the command line."""

    words: tuple[str, ...]
    options: dict[str, str]

    def has(self, name: str) -> bool:
        return name in self.options

    def text(self, name: str) -> str:
        return self.options.get(name, "")


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its words and options, and what it does (returns the exit code)."""

    name: str
    says: str
    run: Callable[[Given], int]
    words: tuple[str, ...] = ()
    least: int | None = None  # how many of the words must be there; None for all
    many: bool = False  # the last word may be repeated
    options: tuple[Option, ...] = field(default_factory=tuple)

    def usage(self) -> str:
        """One line: how the command is written."""
        least = len(self.words) if self.least is None else self.least
        parts = [self.name]
        parts += [w if i < least else f"[{w}]" for i, w in enumerate(self.words)]
        parts += ["…"] if self.many else []
        for option in self.options:
            text = f"{option.short or option.name} {option.value}".strip()
            parts.append(text if option.must else f"[{text}]")
        return " ".join(parts)

    def read(self, arguments: Sequence[str]) -> Given:
        """Sort the arguments; raise Misuse with the usage when they do not fit."""
        by_name = {option.name: option for option in self.options}
        by_name |= {option.short: option for option in self.options if option.short}
        words: list[str] = []
        options: dict[str, str] = {}
        rest = list(arguments)
        remedy = f"写法：{self.usage()}"
        while rest:
            word = rest.pop(0)
            if not word.startswith("-") or word == "-":
                words.append(word)
                continue
            name, equals, value = word.partition("=")
            option = by_name.get(name)
            if option is None:
                hint = suggest(name, list(by_name))
                raise Misuse(f"“{self.name}”没有“{name}”这个选项。{hint}", remedy)
            if option.value and not equals:
                if not rest:
                    raise Misuse(f"“{name}”后面要写{option.says}。", remedy)
                value = rest.pop(0)
            options[option.name] = value
        least = len(self.words) if self.least is None else self.least
        if len(words) < least:
            raise Misuse(f"“{self.name}”后面少写了{self.words[len(words)]}。", remedy)
        if len(words) > len(self.words) and not self.many:
            raise Misuse(f"多写了“{words[len(self.words)]}”。", remedy)
        for option in self.options:
            if option.must and option.name not in options:
                raise Misuse(f"要写 {option.short or option.name} {option.value}。", remedy)
        return Given(tuple(words), options)
