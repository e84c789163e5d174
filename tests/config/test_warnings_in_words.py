"""Every warning that the code can give has its words in both languages of the window."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from quoteflow_desktop.config import display

ROOT = Path(__file__).resolve().parents[2] / "quoteflow_desktop"
FIELD_NAMES = ("key", "name")  # what stands in front of the colon
SAMPLE = {"number": "3", **dict.fromkeys(FIELD_NAMES, "unit_price")}


class Collected:
    """The templates of what one module puts under the name ``warnings``, as sample sentences.

    It follows names, conditions and functions of the module; whatever else it meets is reported
    rather than passed over.
    """

    def __init__(self, source: str, where: str) -> None:
        self.where = where
        self.sentences: set[str] = set()
        self.followed: set[str] = set()
        tree = ast.parse(source)
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        self.functions = {function.name: function for function in functions}
        for scope in [tree, *functions]:
            for expression in sinks(scope):
                self.read(expression, scope)

    def read(self, node: ast.expr, scope: ast.AST) -> None:
        match node:
            case ast.JoinedStr(values=parts):
                self.sentences.add("".join(sample(part) for part in parts))
            case ast.Constant(value=str(text)):
                self.sentences.add(text)
            case _ if comes_along(node, scope):
                pass
            case ast.Call(func=ast.Name(id=name)) if name in self.functions:
                self.follow(name)
            case _:
                parts = list(made_of(node, scope))
                told = ast.unparse(node)
                empty = told in {"()", "[]", "field(default_factory=list)"}
                assert parts or empty, f"{self.where}:{node.lineno}: which warning is {told}"
                for part in parts:
                    self.read(part, scope)

    def follow(self, name: str) -> None:
        if name in self.followed:
            return
        self.followed.add(name)
        function = self.functions[name]
        for node in ast.walk(function):
            if isinstance(node, ast.Return) and node.value:
                self.read(node.value, function)


def made_of(node: ast.expr, scope: ast.AST) -> Iterator[ast.expr]:
    """The expressions that an expression takes its warnings from."""
    match node:
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            yield from elements
        case ast.Starred(value=inner) | ast.ListComp(elt=inner) | ast.GeneratorExp(elt=inner):
            yield inner
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            yield from (left, right)
        case ast.IfExp(body=left, orelse=right):
            yield from (left, right)
        case ast.Name(id=name):
            yield from assigned(name, scope)
        case ast.Call(func=func, args=args) if last_name(func) in {"list", "tuple", "fromkeys"}:
            yield from args


def sinks(scope: ast.AST) -> Iterator[ast.expr]:
    """What ends under the name ``warnings`` in a function, or outside of all."""
    yield from assigned("warnings", scope)
    for node in own(scope):
        match node:
            case ast.Call(func=ast.Attribute(value=value, attr="append" | "extend"), args=args):
                if last_name(value) == "warnings":
                    yield from args
            case ast.Call(keywords=keywords):
                yield from (k.value for k in keywords if k.arg == "warnings")
            case ast.Dict(keys=keys, values=values):
                for key, value in zip(keys, values, strict=True):
                    if isinstance(key, ast.Constant) and key.value == "warnings":
                        yield value


def own(scope: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a scope without those of the functions in it."""
    for child in ast.iter_child_nodes(scope):
        if not isinstance(child, ast.FunctionDef):
            yield child
            yield from own(child)


def assigned(name: str, scope: ast.AST) -> Iterator[ast.expr]:
    for node in own(scope):
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AnnAssign | ast.AugAssign) and node.value:
            targets = [node.target]
        else:
            continue
        if name in map(last_name, targets):
            yield node.value


def comes_along(node: ast.expr, scope: ast.AST) -> bool:
    """Whether the expression holds warnings that were read where they were put in."""
    if last_name(node) == "warnings":
        return True
    loops = [n for n in ast.walk(scope) if isinstance(n, ast.comprehension)]
    return isinstance(node, ast.Name) and any(
        last_name(n.target) == node.id and last_name(n.iter) == "warnings" for n in loops
    )


def last_name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def sample(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    assert isinstance(part, ast.FormattedValue)
    return SAMPLE.get(last_name(part.value), "7")


def sentences_in_code() -> list[str]:
    found: set[str] = set()
    for path in sorted(ROOT.rglob("*.py")):
        source = path.read_text("utf-8")
        if "warnings" in source:
            found |= Collected(source, path.name).sentences
    return sorted(found)


# A warning of each template, the Korean and the English of the window.
SAID = {
    "deal_stage: “ordered” left out, no words of mail 3 show it": (
        "진행 단계: 3번 메일에 근거가 되는 말이 없어 뺐습니다(“주문”).",
        "Deal stage: “Ordered” left out, no words of mail 3 show it",
    ),
    "unit_price: “615” left out, no words of mail 3 show it": (
        "단가: 3번 메일에 근거가 되는 말이 없어 뺐습니다(“615”).",
        "Unit price: “615” left out, no words of mail 3 show it",
    ),
    "buyer_company: “a “quoted” one” left out, it cannot be one": (
        "구매자: 그런 값일 수 없어 뺐습니다(“a “quoted” one”).",
        "Buyer: “a “quoted” one” left out, it cannot be one",
    ),
    "product: “carton” left out, no mail brought it in as goods": (
        "품명: 어느 메일에서도 품목으로 나오지 않아 뺐습니다(“carton”).",
        "Product: “carton” left out, no mail brought it in as goods",
    ),
    "items: mail 2 names an item without a name, which could be several items": (
        "2번 메일에 이름 없이 나온 품목이 어느 품목인지 분명하지 않습니다.",
        "items: mail 2 names an item without a name, which could be several items",
    ),
    "items: mail 2 names pump, which could be several items": (
        "2번 메일에 나온 품목이 어느 품목인지 분명하지 않습니다: pump",
        "items: mail 2 names pump, which could be several items",
    ),
    "items/2/quantity: conflicting: mail 4 says otherwise than what you decided (300)": (
        "2번 품목 수량: 4번 메일의 내용이 직접 정하신 값(300)과 다릅니다.",
        "Item 2: Quantity: conflicting: mail 4 says otherwise than what you decided (300)",
    ),
    "budget: conflicting: mail 4 says otherwise than what you decided (nothing)": (
        "예산: 4번 메일의 내용이 직접 정하신 값(없음)과 다릅니다.",
        "Budget: conflicting: mail 4 says otherwise than what you decided (nothing)",
    ),
    "mail 5: 12 figures were too many to read": (
        "5번 메일: 숫자가 너무 많아 12개는 읽지 못했습니다.",
        "mail 5: 12 figures were too many to read",
    ),
    "mail 5: only the first 12 items were read": (
        "5번 메일: 품목을 앞의 12개까지만 읽었습니다.",
        "mail 5: only the first 12 items were read",
    ),
    "mail 5 is longer than the model can read: its end was not read": (
        "5번 메일: 모델이 한 번에 읽을 수 있는 길이를 넘어 끝부분을 읽지 못했습니다.",
        "mail 5 is longer than the model can read: its end was not read",
    ),
    "mail 5 was read without the mails before 3": (
        "5번 메일: 3번보다 앞선 메일을 보지 않고 읽었습니다.",
        "mail 5 was read without the mails before 3",
    ),
}


@pytest.mark.parametrize("sentence", sentences_in_code())
def test_a_warning_of_the_code_has_words_in_both_languages(sentence: str) -> None:
    korean, english = display.said(sentence, "ko"), display.said(sentence, "en")

    assert korean != sentence
    assert any("가" <= letter <= "힣" for letter in korean)
    assert english.casefold() == sentence.replace("unit_price", "unit price").casefold()


def test_the_templates_of_the_code_are_found() -> None:
    found = sentences_in_code()

    assert "unit_price: “7” left out, no words of mail 3 show it" in found
    assert "mail 3: 7 figures were too many to read" in found
    assert len(found) >= 9


@pytest.mark.parametrize("sentence", SAID)
def test_a_warning_reads_well_in_korean_and_in_english(sentence: str) -> None:
    assert (display.said(sentence, "ko"), display.said(sentence, "en")) == SAID[sentence]


def test_a_field_that_nobody_knows_leaves_the_sentence_as_it_is() -> None:
    sentence = "colour: “7” left out, it cannot be one"

    assert display.said(sentence, "ko") == display.said(sentence, "en") == sentence


PLANTED = """
def made(self, state, key):
    self.warnings.append({expression})

def _new(key):
    return f"{{key}} is new"
"""


@pytest.mark.parametrize(
    ("expression", "sentences"),
    [
        ('f"{key}: something new"', {"unit_price: something new"}),
        ("_new(key)", {"unit_price is new"}),
        ('"one" if key else "other"', {"one", "other"}),
    ],
)
def test_a_new_warning_would_be_found(expression: str, sentences: set[str]) -> None:
    assert Collected(PLANTED.format(expression=expression), "planted").sentences == sentences


def test_a_warning_made_in_an_unknown_way_is_reported() -> None:
    with pytest.raises(AssertionError, match=r"planted:3: which warning is key\.told\(\)"):
        Collected(PLANTED.format(expression="key.told()"), "planted")
