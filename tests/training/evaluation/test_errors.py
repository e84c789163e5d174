"""Each error carries its class, and the page shows it beside the mail."""

from html.parser import HTMLParser

import pytest

from quoteflow_desktop.core.analysis import Analysis, Coverage, ModelView, Summary, ThreadView
from quoteflow_desktop.core.facts import (
    FACT_KINDS,
    Act,
    Cell,
    Evidence,
    HistoryEntry,
    Item,
    Side,
    State,
)
from quoteflow_desktop.core.messages import Address, Message, Thread
from training.evaluation.cases import Case, Gold
from training.evaluation.errors import Error, ErrorClass, errors_of
from training.evaluation.page import error_page, marked

BODIES = (
    "Please quote 1,200 pcs of Pump X1, CIF Hamburg, budget USD 5,000.\nOrder PO-77 </script>",
    "We offer USD 6.42/pc, FOB Busan, delivery 2026-05-04.",
    "Sorry: USD 7.42/pc. Warranty of 2 years.",
)
THREAD = Thread(
    id="t",
    subject="s",
    messages=tuple(
        Message(message_id=f"<{n}>", body=body, sender=Address(name="Kim", email="k@x.com"))
        for n, body in enumerate(BODIES, start=1)
    ),
)


def _cell(value: str, mail: int, quote: str, *older: str) -> Cell:
    history = tuple(
        HistoryEntry(message=1, by=Side.SUPPLIER, act=Act.OFFER, value=value) for value in older
    )
    evidence = (Evidence(message=mail, quote=quote),)
    return Cell(value=value, state=State.STATED, evidence=evidence, history=history)


def _errors(
    gold: Gold, *, items: tuple[Item, ...] = (), tags: tuple[str, ...] = (), **facts: Cell
) -> list[Error]:
    analysis = Analysis(
        thread=ThreadView(id="t", subject="s", language="en", messages=()),
        model=ModelView(name="m", engine="scripted"),
        summary=Summary(headline="h"),
        facts={key: facts.get(key) for key in FACT_KINDS},
        items=items,
        tags=tags,
        coverage=Coverage(messages=3, messages_read=3),
    )
    return errors_of(Case("set", "name", THREAD, gold), analysis)


def _gold(past: dict[str, frozenset[str]] | None = None, **facts: list[str | None]) -> Gold:
    return Gold(facts=facts, items=(), tags=frozenset(), past=past or {})


def test_missed_value_names_where_it_stands() -> None:
    (error,) = _errors(_gold(warranty=["2 years"]))
    assert (error.kind, error.got, error.mail, error.seen) == (ErrorClass.MISSED, None, 3, (3,))
    assert error.offered is None  # copied, not chosen among candidates


def test_missed_figure_says_whether_code_offers_it() -> None:
    shown, unseen = _errors(_gold(total_amount=["5000"], budget=["800"]))
    assert (shown.seen, shown.offered) == ((1,), True)
    assert (unseen.seen, unseen.offered) == ((), False)


def test_right_values_and_what_may_be_left_out_are_no_errors() -> None:
    gold = _gold(incoterm=["FOB"], reference=["PO-77", None])
    assert _errors(gold, incoterm=_cell("FOB", 2, "FOB")) == []


@pytest.mark.parametrize(
    ("key", "got", "mail", "wanted", "kind"),
    [
        ("warranty", "Warranty of 2 years", 3, "2 years", ErrorClass.NORMAL_FORM),
        ("incoterm_place", "Bu-san", 2, "Busan", ErrorClass.NORMAL_FORM),
        ("delivery_date", "2026-04-05", 2, "2026-05-04", ErrorClass.NORMAL_FORM),
        ("budget", "5", 1, "5000", ErrorClass.NORMAL_FORM),
        ("budget", "1200", 1, "5000", ErrorClass.VALUE),
        ("incoterm", "CIF", 1, "FOB", ErrorClass.SUPERSEDED),  # FOB first stands in a later mail
        ("incoterm", "FOB", 2, "CIF", ErrorClass.VALUE),
        ("incoterm", "EXW", 2, "FOB", ErrorClass.NOT_IN_MAIL),
        ("warranty", "5 years", 3, "2 years", ErrorClass.NOT_IN_MAIL),
        ("deal_stage", "lost", 3, "quoted", ErrorClass.VALUE),
    ],
)
def test_class_of_a_wrong_value(
    key: str, got: str, mail: int, wanted: str, kind: ErrorClass
) -> None:
    (error,) = _errors(_gold(**{key: [wanted]}), **{key: _cell(got, mail, "USD")})
    assert (error.kind, error.got, error.wanted, error.mail) == (kind, got, (wanted,), mail)


def test_value_of_another_key_or_item_has_the_wrong_role() -> None:
    gold = _gold(budget=["5000"])
    wrong, missed = _errors(gold, total_amount=_cell("5000", 1, "USD 5,000"))
    assert (wrong.key, wrong.kind) == ("total_amount", ErrorClass.ROLE)
    assert (missed.key, missed.kind) == ("budget", ErrorClass.MISSED)


def test_older_value_is_superseded_by_the_gold_or_by_its_own_history() -> None:
    gold = Gold(
        facts={},
        items=({"product": ["Pump X1"], "unit_price": ["7.42"]},),
        tags=frozenset(),
        past={"unit_price": frozenset({"6.42"})},
    )
    pump = Item(product=_cell("Pump X1", 1, "Pump X1"), unit_price=_cell("6.42", 3, "6.42"))
    (error,) = _errors(gold, items=(pump,))
    assert (error.key, error.item, error.kind) == ("unit_price", 1, ErrorClass.SUPERSEDED)
    (error,) = _errors(_gold(incoterm=["CIF"]), incoterm=_cell("FOB", 2, "FOB", "CIF", "FOB"))
    assert error.kind is ErrorClass.SUPERSEDED


def test_tags_that_differ_are_errors_and_optional_ones_are_not() -> None:
    gold = Gold(facts={}, items=(), tags=frozenset({"order"}), optional_tags=frozenset({"price"}))
    found = _errors(gold, tags=("price", "energy"))
    assert [(e.kind, e.got, e.wanted) for e in found] == [
        (ErrorClass.VALUE, "energy", ()),
        (ErrorClass.MISSED, None, ("order",)),
    ]


def test_thread_that_could_not_be_read_misses_all() -> None:
    errors = errors_of(Case("set", "name", THREAD, _gold(incoterm=["FOB"])), None)
    assert [(e.key, e.kind) for e in errors] == [("incoterm", ErrorClass.MISSED)]


class _Page(HTMLParser):
    """Rows by error number, marks by error number, and the text outside scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[dict[str, str | None]] = []
        self.marks: list[tuple[str, str]] = []
        self.options: list[str] = []
        self.scripts = 0
        self._open: dict[str, str | None] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = dict(attrs)
        self.scripts += tag == "script"
        self._open = kept if tag == "mark" else {}
        if tag == "tr" and "data-error" in kept:
            self.rows.append(kept)
        if tag == "option" and kept["value"]:
            self.options.append(kept["value"] or "")

    def handle_data(self, data: str) -> None:
        if "data-errors" in self._open:
            self.marks.append((f"{self._open['class']} {self._open['data-errors']}", data))
            self._open = {}


def test_page_marks_evidence_and_right_value_beside_each_error() -> None:
    gold = _gold(incoterm=["FOB"], reference=["PO-77"])
    errors = _errors(gold, incoterm=_cell("CIF", 1, "CIF Hamburg"))
    page = _Page(error_page(errors, [Case("set", "name", THREAD, gold)], "mini"))
    found = [(row["data-set"], row["data-key"], row["data-class"]) for row in page.rows]
    assert found == [("set", "reference", "missed"), ("set", "incoterm", "superseded value")]
    assert page.marks == [("got 1", "CIF Hamburg"), ("wanted 0", "PO-77"), ("wanted 1", "FOB")]
    assert page.options == ["set", "incoterm", "reference", "missed", "superseded value"]
    assert page.scripts == 1  # the mail's "</script>" is text


def test_page_of_no_errors_says_so() -> None:
    page = error_page([], [Case("set", "name", THREAD, _gold())], "mini")

    assert _Page(page).rows == []
    assert "Nothing is wrong in any thread." in page


def test_overlapping_marks_are_cut_at_their_borders() -> None:
    assert marked("a<bc", [(0, 3, "got", 0), (1, 4, "wanted", 1)]) == (
        '<mark class="got" data-errors="0">a</mark>'
        '<mark class="wanted" data-errors="0 1">&lt;b</mark>'
        '<mark class="wanted" data-errors="1">c</mark>'
    )
