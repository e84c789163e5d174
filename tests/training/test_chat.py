"""Gold becomes the tokens that the program's own decoding would make, and back."""

from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random

import numpy as np
import pytest

from quoteflow_desktop.core.facts import Act, Side
from quoteflow_desktop.core.messages import Address, Message, Thread
from quoteflow_desktop.core.reading import HeadlineReading, MailReading, StepReading, TagsReading
from quoteflow_desktop.inference.constrain import Decoder, Source
from quoteflow_desktop.inference.tasks import program
from training.chat import Writer, answer_text
from training.config import DataSection
from training.packing import Tree
from training.reader import Reader
from training.simulator.gold import Figure, GoldItem, GoldMail, GoldThread, Run, Where, Words
from training.tokenizer import Tokenizer

ASKS = "Dear Ms Kim,\n\nplease quote 500 pcs of valve X1 FOB Busan.\n\nBest regards,\nTom Reed"
OFFERS = "Dear Tom,\n\nvalve X1: USD 12.50/pc for 500 pcs, lead time 3 weeks.\n\nKim Jiwoo"
SECTION = DataSection(train_threads=1, held_out_threads=1)


def _run(message: int, text: str, part: str, where: Where = "body") -> Run:
    start = text.index(part)
    return Run(message=message, where=where, start=start, end=start + len(part))


def _message(number: int, body: str, sender: str) -> Message:
    return Message(
        message_id=f"<{number}@x>",
        subject="RFQ valve X1",
        date=datetime(2026, 3, number, 9, tzinfo=UTC),
        sender=Address(name=sender, email=f"{sender.split()[0].lower()}@firm.com"),
        to=(Address(email="other@firm.com"),),
        body=body,
    )


@pytest.fixture
def gold() -> GoldThread:
    first = GoldMail(
        side=Side.BUYER,
        stage="inquiry",
        answer=None,
        title="inquiry",
        items=(GoldItem(product=_run(1, ASKS, "valve X1"), act=Act.ASK),),
        figures=(
            Figure(key="quantity", act=Act.ASK, run=_run(1, ASKS, "500 pcs"), value="500", item=0),
            Figure(key="incoterm", act=Act.ASK, run=_run(1, ASKS, "FOB"), value="FOB"),
        ),
        words=(
            Words(key="contact", act=Act.INFORM, run=_run(1, "Tom Reed", "Tom Reed", "from")),
            Words(key="incoterm_place", act=Act.ASK, run=_run(1, ASKS, "Busan")),
        ),
        points=(_run(1, ASKS, "please quote 500 pcs of valve X1 FOB Busan"),),
    )
    second = GoldMail(
        side=Side.SUPPLIER,
        stage="quoted",
        answer=None,
        title="quotation",
        items=(GoldItem(product=_run(2, OFFERS, "valve X1"), act=Act.OFFER),),
        figures=(
            Figure(
                key="unit_price",
                act=Act.OFFER,
                run=_run(2, OFFERS, "USD 12.50/pc"),
                value="12.5",
                item=0,
            ),
            Figure(
                key="quantity", act=Act.OFFER, run=_run(2, OFFERS, "500 pcs"), value="500", item=0
            ),
        ),
        words=(Words(key="lead_time", act=Act.OFFER, run=_run(2, OFFERS, "3 weeks")),),
        points=(
            _run(2, OFFERS, "valve X1: USD 12.50/pc for 500 pcs"),
            _run(2, OFFERS, "lead time 3 weeks"),
        ),
    )
    messages = (_message(1, ASKS, "Tom Reed"), _message(2, OFFERS, "Kim Jiwoo"))
    return GoldThread(
        thread=Thread(id="t", subject="RFQ valve X1", messages=messages),
        mails=(first, second),
        tags=("quote-request", "quotation", "price"),
        headline=_run(1, ASKS, "valve X1"),
        facts={},
        items=(),
        language="en",
        family="A",
        seed=1,
    )


class _Replay:
    """A model that has learnt one answer by heart."""

    def __init__(self, tokenizer: Tokenizer, answer: Sequence[int]) -> None:
        self.tokenize = tokenizer.tokenize
        self.detokenize = tokenizer.detokenize
        self._answer = list(answer)
        self._size = len(tokenizer)

    def logits(self, tokens: Sequence[int]) -> np.ndarray:
        assert self._answer[: len(tokens)] == list(tokens)
        self._answer = self._answer[len(tokens) :]
        row = np.zeros(self._size, np.float32)
        row[self._answer[0]] = 100.0
        return row


def _replayed(gold: GoldThread, tokenizer: Tokenizer, tree: Tree, branch: int) -> object:
    reader = Reader(gold)
    task, mail = reader.jobs()[branch]
    made = tree.branches[branch]
    answer = made.tokens[made.invoked + len(tokenizer.invocation()) :]
    mails = [tokenizer.tokenize(m.text) for m in reader.mails[: mail + 1]]
    sources = [Source(tokens, [tokenizer.detokenize([t]) for t in tokens]) for tokens in mails]
    return Decoder(_Replay(tokenizer, answer), sources).run(program(reader.job(task, mail)))


def test_decoding_a_learnt_answer_gives_the_gold_back(
    gold: GoldThread, tokenizer: Tokenizer
) -> None:
    writer = Writer(Reader(gold), tokenizer, SECTION)
    tree = writer.tree()
    facts, step, later, _, headline, tags = (
        _replayed(gold, tokenizer, tree, branch) for branch in range(6)
    )
    assert isinstance(facts, MailReading)
    assert (facts.side, facts.stage) == (Side.BUYER, "inquiry")
    assert [item.product for item in facts.items] == ["valve X1"]
    assert {(f.key, f.candidate.value) for f in facts.figures} == {
        ("quantity", "500"),
        ("incoterm", "FOB"),
    }
    assert {(w.key, w.text) for w in facts.words} == {
        ("contact", "Tom Reed"),
        ("incoterm_place", "Busan"),
    }
    assert isinstance(later, MailReading)
    assert ("unit_price", Act.OFFER) in {(f.key, f.act) for f in later.figures}
    assert step == StepReading(
        title="inquiry", points=("please quote 500 pcs of valve X1 FOB Busan",)
    )
    assert headline == HeadlineReading(goods="valve X1")
    assert tags == TagsReading(tags=("quote-request", "quotation", "price"))
    assert writer.missed == {}


def test_a_later_mail_names_standing_goods_by_their_letter(gold: GoldThread) -> None:
    reader = Reader(gold)
    assert reader.known == [(), ("valve X1",)]
    later = answer_text(reader, "facts", 1)
    assert "\nA valve X1\nvalve X1: «USD 12.50/pc» for 500 pcs = price offer A\nspec: -\n" in later
    first = answer_text(reader, "facts", 0)
    assert "quote «500 pcs» of valve X1 = quantity ask new A\nname:valve X1\nspec: -\n" in first


def test_goods_that_were_withdrawn_do_not_stand(gold: GoldThread) -> None:
    item = gold.mails[1].items[0].model_copy(update={"act": Act.WITHDRAW})
    second = gold.mails[1].model_copy(update={"items": (item,), "figures": ()})
    third = _message(3, "Noted.", "Tom Reed")
    longer = gold.model_copy(
        update={
            "thread": gold.thread.model_copy(update={"messages": (*gold.thread.messages, third)}),
            "mails": (gold.mails[0], second, gold.mails[0].model_copy(update={"items": ()})),
        }
    )
    assert Reader(longer).known == [(), ("valve X1",), ()]


class _Drawn(Random):
    """Draws this chance first."""

    def __init__(self, chance: float) -> None:
        super().__init__(1)
        self.chance = chance

    def random(self) -> float:
        return self.chance


def test_where_the_list_of_goods_lacks_one_its_mention_is_new_and_copied(gold: GoldThread) -> None:
    reader = Reader(gold, _Drawn(0.01))
    assert reader.known == [(), ()]
    assert "= price offer new A\nname:valve X1\n" in answer_text(reader, "facts", 1)


def test_words_that_are_no_goods_may_stand_in_the_list_and_are_never_chosen(
    gold: GoldThread,
) -> None:
    reader = Reader(gold, _Drawn(0.99))
    false = set(reader.known[1]) - {"valve X1"}
    assert len(false) == 1
    letter = "AB"[reader.known[1].index("valve X1")]
    answer = answer_text(reader, "facts", 1)
    assert f"= price offer {letter}\n" in answer
    assert answer.count("spec:") == answer.count("item: -\n") == 1


def test_branches_fork_after_their_mail(gold: GoldThread, tokenizer: Tokenizer) -> None:
    tree = Writer(Reader(gold), tokenizer, SECTION).tree()
    trunk = tokenizer.detokenize(tree.trunk)
    first = tokenizer.detokenize(tree.trunk[: tree.branches[0].fork])
    assert trunk.startswith(first)
    assert first.rstrip().endswith("Tom Reed")
    assert [b.fork == len(tree.trunk) for b in tree.branches] == [
        False,
        False,
        True,
        True,
        True,
        True,
    ]


def test_only_answers_weigh_in_a_branch(gold: GoldThread, tokenizer: Tokenizer) -> None:
    branch = Writer(Reader(gold), tokenizer, SECTION).tree().branches[0]
    start = branch.invoked + len(tokenizer.invocation())
    assert set(branch.weights[:start]) == {0.0}
    assert branch.weights[start : start + len(tokenizer.tokenize("side:"))] == (0.0,) * len(
        tokenizer.tokenize("side:")
    )
    assert 1.0 in branch.weights


def test_answer_as_text_is_what_the_tokens_spell(gold: GoldThread, tokenizer: Tokenizer) -> None:
    reader = Reader(gold)
    tree = Writer(reader, tokenizer, SECTION).tree()
    branch = tree.branches[1]
    spelled = tokenizer.detokenize(branch.tokens[branch.invoked + len(tokenizer.invocation()) :])
    assert answer_text(reader, "summary", 0) == spelled


def test_figure_that_no_candidate_shows_is_counted_as_missed(
    gold: GoldThread, tokenizer: Tokenizer
) -> None:
    lost = Figure(key="budget", act=Act.INFORM, run=_run(1, ASKS, "Best"), value="7")
    first = gold.mails[0].model_copy(update={"figures": (*gold.mails[0].figures, lost)})
    writer = Writer(
        Reader(gold.model_copy(update={"mails": (first, gold.mails[1])})), tokenizer, SECTION
    )
    writer.tree()
    assert writer.missed == {"budget": 1}
