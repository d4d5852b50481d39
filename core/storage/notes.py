"""Notes: collects what is wrong in a data file while the rest of it is loaded."""

from __future__ import annotations

from collections.abc import Iterable

from core.errors import Mistake
from core.forms.text_files import Path, place_of, shown
from core.storage.json_lines import lines_of
from core.texts import suggest

INFORMATION = "D120"  # tells what the program did by itself; nothing is wrong
_MOST = 200  # notes; a file with more is not one a person has typed
_QUOTE = 40


def quoted(text: str) -> str:
    """A piece of the file as part of a sentence."""
    return f"“{shown(text, _QUOTE)}”"


def listed(names: Iterable[str]) -> str:
    """Names for a remedy; of very many only the first."""
    names = list(names)
    more = f"等{len(names)}个" if len(names) > 30 else ""
    return "、".join(names[:30]) + more if names else "（没有）"


class Notes:
    """Notes with the path of keys they are about; lines are looked up at the end."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: list[tuple[Path, Mistake]] = []
        self._more = 0

    def add(
        self,
        path: Path,
        code: str,
        says: str,
        remedy: str,
        word: str = "",
        known: Iterable[str] = (),
    ) -> None:
        """Add a note; known names near to `word` are suggested."""
        if len(self._found) >= _MOST:
            self._more += 1
            return
        if word:
            says += suggest(word[:100], known)
        self._found.append((path, Mistake(code, says, remedy, self._file, None, place_of(path))))

    def wrong_type(self, path: Path, wanted: str, got: object) -> None:
        """A value that is no text, or no list, where one belongs."""
        self.add(path, "D104", f"这里应当是{wanted}，写的却是{_type(got)}。", "请改写这一处。")

    def finish(self, text: str) -> list[Mistake]:
        """All notes with their lines, in the order of the file."""
        lines = lines_of(text, {path for path, _ in self._found if path})
        notes = [
            Mistake(m.code, m.says, m.remedy, m.file, lines.get(path), m.place)
            for path, m in self._found
        ]
        notes.sort(key=lambda note: note.line or 0)
        if self._more:
            notes.append(
                Mistake(
                    "D199",
                    f"还有 {self._more} 处问题没有列出。",
                    "请先改正上面列出的，再打开一次。",
                    self._file,
                )
            )
        return notes


def _type(value: object) -> str:
    if isinstance(value, bool):
        return f" {str(value).lower()}"
    if isinstance(value, list):
        return "方括号括起来的一列"
    if isinstance(value, dict):
        return "花括号括起来的一组"
    return "空白（null）" if value is None else f"{quoted(str(value))}"
