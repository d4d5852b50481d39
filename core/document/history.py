"""History: the steps that can be taken back and done again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.facts.edits import Change


@dataclass(frozen=True, slots=True)
class Step:
    """One undoable step."""

    label: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class OldStep:
    """A step of an earlier day: its changes are fetched when somebody wants them back."""

    label: str
    fetch: Callable[[], tuple[Change, ...]]


class History:
    """Two stacks of steps. It changes nothing itself."""

    def __init__(self, done: Iterable[OldStep] = (), undone: Iterable[OldStep] = ()) -> None:
        self._done: list[Step | OldStep] = list(done)
        self._undone: list[Step | OldStep] = list(undone)

    @property
    def undo_label(self) -> str:
        """The name of the step that undo would take back; "" when there is none."""
        return self._done[-1].label if self._done else ""

    @property
    def redo_label(self) -> str:
        """The name of the step that redo would do again; "" when there is none."""
        return self._undone[-1].label if self._undone else ""

    def add(self, step: Step) -> None:
        """A new step; what was taken back before it cannot be done again."""
        self._done.append(step)
        self._undone.clear()

    def back(self) -> Step | None:
        """The step to take back now."""
        return _move(self._done, self._undone)

    def forth(self) -> Step | None:
        """The step to do again now."""
        return _move(self._undone, self._done)


def _move(source: list[Step | OldStep], target: list[Step | OldStep]) -> Step | None:
    if not source:
        return None
    step = source[-1]
    if isinstance(step, OldStep):  # fetched before anything moves: fetching may fail
        step = Step(step.label, step.fetch())
    source.pop()
    target.append(step)
    return step
