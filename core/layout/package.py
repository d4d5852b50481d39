"""Package: the pages of a whole package: cover, contents, forms, reports, list of 审核说明.

Pages are numbered from the first form on, whatever is chosen for this print; so a form that is
printed again on the last evening has the number the contents give it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from core.facts.model import Ref, Snapshot
from core.facts.values import Kind
from core.forms.pack import Pack
from core.layout.draw import draw
from core.layout.drawing import A4, Drawing
from core.layout.front import Entry, contents_pages, cover_page
from core.layout.furniture import NUMBER_LINE, REPORT_LINE, draft_mark, page_number
from core.layout.grid import Grid, Role
from core.layout.letter import Letter, letters
from core.layout.letter_pages import letter_pages
from core.layout.notes import explanations_grid
from core.layout.order import in_order
from core.layout.pages import paginate
from core.layout.snug import paper_forms


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be printed of a package.

    `forms` names forms, single copies or reports; none: all.
    """

    forms: tuple[str, ...] = ()
    cover: bool = False
    contents: bool = False
    explanations: bool = False
    signature_only: bool = False
    double_sided: bool = False
    draft: bool = False
    numbered: bool = False

    def drawn(self, draft: bool) -> Choice:
        """The same, as a draft or not."""
        return replace(self, draft=draft)


WHOLE = Choice(cover=True, contents=True, explanations=True, numbered=True)


Part = Grid | Letter  # what a package consists of, besides cover and contents


@dataclass(frozen=True, slots=True)
class _Page:
    """A page before it has its number."""

    drawing: Drawing
    number: int
    height: float  # of the number above the paper's edge
    signed: bool
    chosen: bool


def compose(pack: Pack, snapshot: Snapshot, choice: Choice) -> tuple[Drawing, ...]:
    """The chosen pages in the order of the package."""
    pages, entries = _body(package_parts(pack, snapshot, choice), choice)
    front: list[Drawing] = []
    if choice.cover:
        front.append(cover_page(pack, snapshot))
    if choice.contents:
        if choice.double_sided:
            front = list(_backed(front))
        front += contents_pages(entries)
    if choice.double_sided:
        front = list(_backed(front))
    body = [page for page in pages if page.chosen]
    if choice.signature_only:
        front, body = [], [page for page in body if page.signed]
    drawings = [*front, *(_numbered(page, choice) for page in body)]
    return tuple(draft_mark(drawing) if choice.draft else drawing for drawing in drawings)


def compose_report(letter: Letter, draft: bool = False) -> tuple[Drawing, ...]:
    """A report alone, its pages numbered from 1."""
    choice = Choice(numbered=True)
    drawings = [_numbered(page, choice) for page in _body([letter], choice)[0]]
    return tuple(draft_mark(drawing) if draft else drawing for drawing in drawings)


def package_parts(pack: Pack, snapshot: Snapshot, choice: Choice) -> list[Part]:
    """All that has pages in the package, chosen or not, in the order of the package."""
    grids = [
        grid for grid in paper_forms(pack, snapshot) if grid.printed or is_chosen(grid, choice)
    ]
    parts = list[Part](in_order(grids, letters(pack, snapshot)))
    notes = explanations_grid(pack, snapshot) if choice.explanations else None
    return parts if notes is None else [*parts, notes]


def is_chosen(part: Part, choice: Choice) -> bool:
    """Is it asked for by name?"""
    if isinstance(part, Letter):
        return part.name in choice.forms
    return part.form in choice.forms or part.name in choice.forms


def package_title(snapshot: Snapshot) -> str:
    """What the file is called in its properties."""
    return f"{snapshot.value(Ref('单位名称')).raw}{snapshot.year}年度预算绩效自评材料"


def grid_title(grid: Grid) -> str:
    """What a list of contents calls a form: its label and its title."""
    title = "".join(cell.text.strip() for cell in grid.cells if cell.role is Role.TITLE)
    own = (c for c in grid.cells if c.ref and c.ref.holder == grid.copy and c.kind is Kind.TEXT)
    first = next(own, None) if grid.copy else None  # a copy is told from others by its first text
    title = f"{title or grid.name}：{first.text}" if first and first.text else title or grid.name
    return "　".join(part for part in (grid.label, " ".join(title.split())) if part)


def _body(parts: Iterable[Part], choice: Choice) -> tuple[list[_Page], list[Entry]]:
    """All forms and reports with their pages' numbers, and what the contents say of them."""
    pages: list[_Page] = []
    entries: list[Entry] = []
    number = 1
    for part in parts:
        chosen = not choice.forms or is_chosen(part, choice)
        title = part.heading if isinstance(part, Letter) else grid_title(part)
        height = REPORT_LINE if isinstance(part, Letter) else NUMBER_LINE
        entries.append(Entry(title, number))
        for drawing, signed in _pages(part, title):
            pages.append(_Page(drawing, number, height, signed, chosen))
            number += 1
        if choice.double_sided and number % 2 == 0:
            pages.append(_Page(Drawing(*A4, ()), 0, 0.0, False, chosen))
            number += 1
    return pages, entries


def _pages(part: Part, title: str) -> Iterator[tuple[Drawing, bool]]:
    """The pages of a part, and whether each is signed or sealed."""
    if isinstance(part, Letter):
        drawings = letter_pages(part)
        yield from ((drawing, drawing is drawings[-1]) for drawing in drawings)
    else:
        for place, plan in enumerate(paginate(part)):
            yield draw(part, plan, "" if place else title), plan.signed


def _backed(pages: Iterable[Drawing]) -> Iterator[Drawing]:
    """The pages with a blank one at the end where their number is odd."""
    shown = list(pages)
    yield from shown
    if len(shown) % 2:
        yield Drawing(*A4, ())


def _numbered(page: _Page, choice: Choice) -> Drawing:
    if not choice.numbered or not page.number:
        return page.drawing
    number = page_number(page.drawing, page.number, page.height)
    return replace(page.drawing, items=(*page.drawing.items, *number))
