"""The page on writing packs is true: keys, functions, codes, dictionary, and its example works."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from core.document.document import Document
from core.expr.compile import ALL_FUNCTIONS, compile_expr
from core.expr.errors import ExprError
from core.expr.parse import FUNCTION_NAMES, parse
from core.facts.edits import AddRow, SetValue
from core.facts.model import Ref
from core.facts.values import Kind
from core.forms import form_reader, library, outline, table_block, vocabulary
from core.forms.advice import advice
from core.forms.folders import DiskFolder
from core.forms.library import Library, dictionary_folder, packs_folder
from core.forms.pack import Pack
from core.forms.scope import PackScope
from core.forms.shape import Shape
from core.layout.build import build_all
from core.paths import resources

PAGE = resources() / "help" / "pack-format.md"
TEXT = PAGE.read_text(encoding="utf-8")
FORMS = Path(form_reader.__file__).parent
SHAPES: dict[str, Shape] = {
    "`pack.toml` 的开头": library.HEAD,
    "`[[form]]` 表": form_reader.FORM,
    "`[[form.block]]` 块": form_reader.BLOCK,
    "`lines` 的一行": form_reader.LINE,
    "`columns` 的一栏": table_block.COLUMN,
    "`corner`": table_block.CORNER,
    "`total`": table_block.TOTAL,
    "`[[report]]` 报告": outline.REPORT,
    "`[[report.chapter]]` 章": outline.CHAPTER,
    "`[[table]]` 行表": vocabulary.TABLE_SHAPE,
    "`fields` 的一栏": vocabulary.FIELD,
    "`[[concept]]` 指标": vocabulary.CONCEPT,
    "`[[aspect]]` 口径": vocabulary.ASPECT,
    "`[[setting]]` 设置": vocabulary.SETTING,
    "`[[identity]]` 恒等式": vocabulary.IDENTITY,
}


def section(title: str, level: int = 3) -> str:
    """The text under a heading, down to the next of the same or a higher level."""
    heads = [m for m in re.finditer(r"^(#{2,}) (.+)$", TEXT, re.MULTILINE)]
    (start,) = [m for m in heads if m[2] == title and len(m[1]) == level]
    ends = [m.start() for m in heads if m.start() > start.start() and len(m[1]) <= level]
    return TEXT[start.end() : min(ends, default=len(TEXT))]


def rows(text: str) -> list[list[str]]:
    """The rows of the tables in a text, without their headers."""
    lines = [line for line in text.split("\n") if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    bars = {i for i, row in enumerate(cells) if set(row[0]) <= {"-"}}
    return [row for i, row in enumerate(cells) if i not in bars and i + 1 not in bars]


def names(text: str) -> list[str]:
    return [row[0].strip("`") for row in rows(text)]


def snippets() -> list[str]:
    return re.findall(r"^```toml\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


# ---------------------------------------------------------------- keys


@pytest.mark.parametrize("title", SHAPES)
def test_every_key_is_explained_and_no_other(title: str) -> None:
    shape = SHAPES[title]
    listed = {row[0].strip("`"): row for row in rows(section(title))}
    assert list(listed) == list(shape)
    for name, key in shape.items():
        _, content, must, says = listed[name]
        assert (must == "必写") is key.must, name
        assert says, name
        assert all(f"`{word}`" in content for word in key.words), name


def test_every_shape_of_the_code_has_its_table() -> None:
    known = {id(shape) for shape in SHAPES.values()}
    for module in (library, form_reader, outline, table_block, vocabulary):
        for name, value in vars(module).items():
            shaped = isinstance(value, dict) and value and name.isupper()
            if shaped and all(hasattr(key, "must") for key in value.values()):
                assert id(value) in known, f"{module.__name__}.{name}"


def test_every_kind_is_explained() -> None:
    listed = {cells[0].strip("`") for cells in rows(section("6. 指标、口径、设置", 2))}
    assert listed == {kind.value for kind in Kind}


def test_the_keys_of_each_sort_of_block() -> None:
    text = section("`[[form.block]]` 块")
    for sort, keys in form_reader.KEYS_OF.items():
        listed = "、".join(f"`{key}`" for key in keys)
        assert f"`{sort}` 配 {listed}" in text


# ------------------------------------------------------------ formulas


def test_every_function_has_a_line() -> None:
    listed = [row[0].strip("`") for row in rows(section("8. 公式", 2)) if len(row) == 3]
    assert set(listed) == set(ALL_FUNCTIONS) == set(FUNCTION_NAMES)
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize(
    "row", [r for r in rows(section("8. 公式", 2)) if len(r) == 3], ids=lambda r: r[0]
)
def test_the_example_of_a_function_can_be_used(row: list[str], example: Pack) -> None:
    name, _, source = row
    formula = source.strip("`")
    assert name.strip("`") in formula
    tree, faults = parse(formula), []
    for path in ("", "绩效指标", "项目清单"):
        try:
            compile_expr(tree, PackScope(example.words, path, "决算"))
            return
        except ExprError as error:
            faults.append(error.says)
    pytest.fail("; ".join(faults))


# ------------------------------------------------- reports and dictionary


def test_every_report_is_listed_and_no_other() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in FORMS.glob("*.py"))
    used = set(re.findall(r'"([PA]0\d\d)"', code))
    listed = names(section("12. pack-check 的报告和改法", 2))
    assert sorted(listed) == sorted(used)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("口径", "aspect"),
        ("指标", "concept"),
        ("行表", "table"),
        ("设置", "setting"),
        ("恒等式", "identity"),
    ],
)
def test_the_dictionary_is_listed_whole(title: str, kind: str) -> None:
    found: dict[str, dict[str, object]] = {}
    for path in sorted(dictionary_folder().glob("*.toml")):
        for item in tomllib.loads(path.read_text(encoding="utf-8")).get(kind, []):
            found[item["id"]] = item
    listed = {row[0].strip("`"): row for row in rows(section(title))}
    assert sorted(listed) == sorted(found)
    for name, row in listed.items():
        whole = " ".join(row)
        for key in ("kind", "value", "says", "use", "next"):
            if kind == "setting" and key == "value":
                continue
            if isinstance(wanted := found[name].get(key, ""), str):
                assert wanted in whole, f"{name} {key}"
        fields = found[name].get("fields", [])
        assert isinstance(fields, list)
        assert all(field["id"] in whole for field in fields)


# ------------------------------------------------------------- snippets


def test_every_piece_of_toml_can_be_read() -> None:
    assert len(snippets()) > 10
    for snippet in snippets():
        tomllib.loads(snippet)


def example_files() -> dict[str, str]:
    found = {}
    for snippet in snippets():
        head = re.match(r"# 文件 (\S+\.toml)\n", snippet)
        if head:
            found[head[1]] = snippet
    return found


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    folder = tmp_path_factory.mktemp("packs") / "shili-xian"
    folder.mkdir()
    for name, text in example_files().items():
        (folder / name).write_text(text, encoding="utf-8")
    return Library(folder.parent).check(DiskFolder(folder))


def test_the_example_has_no_mistakes(example: Pack) -> None:
    assert list(example_files()) == [
        "pack.toml",
        "jichu.toml",
        "zhengti.toml",
        "gongxing.toml",
        "xiangmu.toml",
    ]
    assert [str(m) for m in example.mistakes] == []
    assert [str(m) for m in advice(example, "shili-xian")] == []
    live = {rule.id for rule in example.checks}
    assert {"X1.清单合计", "O2.支出构成", "SL1.村级补助在项目支出内"} <= live


def test_the_example_computes_and_can_be_seen(example: Pack) -> None:
    document = Document.blank(example, 2024, "某某局")
    document.apply(AddRow("项目清单", cells={"项目名称": "道路维修", "支出@决算": "80.5"}))
    document.apply(AddRow("项目", cells={"项目名称": "道路维修"}))
    document.apply(SetValue(Ref("基本支出", "决算"), "100"))
    value = document.snapshot.value
    assert value(Ref("年度资金总额", "决算")).number == Decimal("180.5")
    assert value(Ref("总分值")).number == 100
    grids = {grid.form: grid for grid in build_all(example, document.snapshot)}
    assert list(grids) == [*example_order(), "底稿"]
    shown = [cell.text for cell in grids["基础数据表"].cells]
    assert {"1、道路维修", "2024年度部门整体支出绩效评价", "2023年决算数"} <= set(shown)
    merged = [c for c in grids["共性指标表"].cells if c.text == "由评价组打分。"]
    assert [cell.rows for cell in merged] == [2]
    assert not grids["底稿"].printed


def example_order() -> list[str]:
    order = tomllib.loads(example_files()["pack.toml"])["order"]
    assert isinstance(order, list)
    return [str(name) for name in order]


def test_what_the_page_shows_in_pieces_works(tmp_path: Path) -> None:
    """The other pieces that are whole items, added to the example in one more file."""
    folder = tmp_path / "shili-xian"
    folder.mkdir()
    for name, text in example_files().items():
        (folder / name).write_text(text, encoding="utf-8")
    loose = [s for s in snippets() if s.startswith("[[") and "reuse" not in s]
    assert len(loose) >= 5
    (folder / "more.toml").write_text("\n".join(loose), encoding="utf-8")
    (folder / "reuse.toml").write_text(
        "\n".join(s.replace('"基础数据表"', '"借来的表"') for s in snippets() if "reuse" in s),
        encoding="utf-8",
    )
    pack = Library(tmp_path, packs_folder()).check(DiskFolder(folder))
    assert [str(m) for m in pack.mistakes] == []


def test_links_within_the_page_lead_somewhere() -> None:
    heads = re.findall(r"^#{1,6} (.+)$", TEXT, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}
    for target in re.findall(r"\]\(#([^)]+)\)", TEXT):
        assert target in anchors, target
