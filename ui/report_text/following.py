"""Following: which figures of the text in the editor follow their facts, also through undo."""

from __future__ import annotations

from core.workspace.chapter_figures import Figures, kept


class Following:
    """The text as it was after the last edit, and its figures; nothing of Qt."""

    def __init__(self) -> None:
        self.text = ""
        self.figures: Figures = ()
        self._states: dict[int, tuple[str, Figures]] = {}  # by steps that can be undone

    def now(self, text: str, figures: Figures, steps: int, newest: bool) -> None:
        """These figures follow; `steps` can be undone, nothing redone when it is the `newest`."""
        self.text, self.figures = text, figures
        if newest:  # what was undone before cannot come back
            self._states = {at: state for at, state in self._states.items() if at < steps}
        self._states[steps] = (text, figures)

    def after(self, text: str, steps: int, cursor: int) -> Figures:
        """What follows once the text is another: as it was then, when it was undone or redone."""
        before = self._states.get(steps)
        if before is not None and before[0] == text:
            return before[1]
        return kept(self.figures, self.text, text, cursor)
