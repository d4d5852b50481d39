"""By line: what a rule finds in each line for itself, remembered for as long as the line stays.

An edit then costs a rule only the lines it touches. A look may ask its line, the facts of the
package, and `values_of` what the report tells of a thing elsewhere: that is noted as it asks. It
may look through the whole report too; what it finds then is not remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from core.checks.finding import Finding
from core.prose.manuscript import Paragraph
from core.prose.proof import MOST_FINDINGS, Proof
from core.prose.report import Line, Report, report_of
from core.prose.values import Elsewhere, Values, values_of

Look = Callable[[Proof, Report, Line], Iterable[Finding]]


class _Seen(NamedTuple):
    """What a look found in a line, where that stood, and what it had asked of other lines."""

    findings: tuple[Finding, ...] = ()
    paragraph: Paragraph = Paragraph(0, 0, "")
    asked: tuple[tuple[str, Elsewhere], ...] = ()

    def holds(self, values: Values) -> bool:
        """Would the look be told the same again?"""
        return all(values.elsewhere(key) == told for key, told in self.asked)

    def at(self, paragraph: Paragraph) -> Iterator[Finding]:
        """The findings, their words where the line stands now."""
        moved = paragraph.start - self.paragraph.start
        for finding in self.findings:
            words = (
                one._replace(
                    chapter=paragraph.chapter, start=one.start + moved, end=one.end + moved
                )
                for one in finding.words
            )
            yield replace(finding, words=tuple(words))


_NOTHING = _Seen()  # of most lines


def by_line(proof: Proof, look: Look, *, telling: bool = False) -> Iterator[Finding]:
    """The findings of a look in all lines, or in those that tell anything.

    Their words are words of its line.
    """
    report = report_of(proof)
    values = values_of(report)
    for line in report.telling if telling else report.lines:
        seen = line.memory.found.get(look)
        if seen is _NOTHING:
            continue
        if seen is None or not seen.holds(values):
            values.asked.clear()
            report.looked_through = False
            findings = tuple(islice(look(proof, report, line), MOST_FINDINGS))
            asked = tuple(values.asked.items())
            seen = _Seen(findings, line.paragraph, asked) if findings or asked else _NOTHING
            line.memory.found[look] = None if report.looked_through else seen
        yield from seen.at(line.paragraph)
