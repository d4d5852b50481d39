"""Template text: words of the template that were to be replaced or deleted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.checks.finding import Finding, Severity
from core.checks.leftovers import template_spans
from core.prose.gathering import gathered, hits
from core.prose.proof import Proof, text_rule

CODE = "R13.模板文字没有删"
# What a person may have meant to stand there: a name left out, a place to sign.
_MAY_BE_MEANT = re.compile(
    r"[_＿]+|[（(][ \u3000]*[)）]|年[ \t\u3000]+月[ \t\u3000]+日|.*(?:…|\.{3}|。{3}).*"
    r"|[（(]略[)）]|某某?.*"
)


@text_rule(CODE)
def template_text(proof: Proof) -> Iterator[Finding]:
    """参考提纲, XX, 此处填写: one finding for all places with the same words."""
    for quoted, places in gathered(hits(proof.manuscript.paragraphs, _look)):
        unsure = _MAY_BE_MEANT.fullmatch(quoted) is not None
        where = f"有 {len(places)} 处" if len(places) > 1 else "写着"
        yield Finding(
            CODE,
            Severity.INFO if unsure else Severity.WARNING,
            (),
            f"报告里{where}“{quoted}”，像是模板里留下的文字，请换成自己的内容或者删去。",
            shown=quoted,
            words=places,
        )


def _look(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for start, end in template_spans(text):
        yield text[start:end].strip(), (start, end)
