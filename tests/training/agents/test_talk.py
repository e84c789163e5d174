"""Agents over a replayed model: good replies are taken, bad ones shown back, then given up."""

import pytest
from autogen_ext.models.replay import ReplayChatCompletionClient

from tests.training.agents.replies import ENDPOINT, gold_of, lines, mails
from training.agents.talk import Talk
from training.simulator.audit import audit
from training.simulator.generate import make_thread

KOREAN, ENGLISH = 36, 7


def word(seed: int) -> str:
    return "그럼, " if seed == KOREAN else "well, "


def good(seed: int) -> list[str]:
    return [lines(clauses, lambda text: word(seed) + text) for clauses in mails(seed)]


@pytest.mark.parametrize("seed", [KOREAN, ENGLISH])
def test_a_whole_thread_in_the_models_words(seed: int) -> None:
    plain = make_thread(seed)
    client = ReplayChatCompletionClient(good(seed))

    with Talk(client, ENDPOINT) as talk:
        thread = make_thread(seed, "A", talk.reword)

    assert talk.counts.reworded == len(good(seed))
    assert (talk.counts.fallbacks, talk.counts.retries) == (0, 0)
    assert talk.counts.mails == len(plain.mails) == 5
    assert gold_of(thread) == gold_of(plain)
    assert audit(thread) == []
    bodies = [mail.body for mail in thread.thread.messages]
    assert sum(word(seed).strip(" ,") in body for body in bodies) == talk.counts.reworded


def test_each_side_knows_its_own_aims_and_answers_the_other_mail() -> None:
    client = ReplayChatCompletionClient(good(ENGLISH))

    with Talk(client, ENDPOINT) as talk:
        thread = make_thread(ENGLISH, "A", talk.reword)

    first, second = (
        [str(message.content) for message in call["messages"]] for call in client.create_calls[:2]
    )
    assert "as the buyer of a deal" in first[0]
    assert "- pay " in first[0]
    assert "never sell below" not in first[0]
    assert "as the supplier of a deal" in second[0]
    assert "never sell below" in second[0]
    assert "- pay " not in second[0]
    assert "The mail that you answer" not in first[1]
    opening = thread.thread.messages[0].body.splitlines()[0]
    assert f"The mail that you answer:\n{opening}" in second[1]


def test_a_dropped_slot_is_shown_back_and_the_next_reply_taken() -> None:
    replies = good(ENGLISH)
    marked = next(n for n, reply in enumerate(replies) if "[[" in reply)
    start = replies[marked].index("[[")
    end = replies[marked].index("]]") + 2
    dropped = replies[marked][:start] + replies[marked][end:]
    client = ReplayChatCompletionClient([*replies[:marked], dropped, *replies[marked:]])

    with Talk(client, ENDPOINT) as talk:
        thread = make_thread(ENGLISH, "A", talk.reword)

    assert (talk.counts.retries, talk.counts.fallbacks) == (1, 0)
    assert talk.counts.reworded == len(replies)
    shown = str(client.create_calls[marked + 1]["messages"][-1].content)
    assert replies[marked][start:end] in shown
    assert "each once and in this order" in shown
    assert gold_of(thread) == gold_of(make_thread(ENGLISH))


def test_an_invented_price_never_comes_in_and_the_fallback_is_counted() -> None:
    replies = good(ENGLISH)
    invented = f"{replies[0]} USD 4.80 each"
    client = ReplayChatCompletionClient([invented, invented, *replies[1:]])

    with Talk(client, ENDPOINT, tries=2) as talk:
        thread = make_thread(ENGLISH, "A", talk.reword)

    plain = make_thread(ENGLISH)
    assert (talk.counts.retries, talk.counts.fallbacks) == (1, 1)
    assert talk.counts.reworded == len(replies) - 1
    assert sum(talk.counts.refused.values()) == 2
    assert thread.thread.messages[0].body == plain.thread.messages[0].body
    assert all("4.80" not in mail.body for mail in thread.thread.messages)
    assert gold_of(thread) == gold_of(plain)


def test_an_echo_is_counted_and_leaves_the_simulators_thread() -> None:
    client = ReplayChatCompletionClient([lines(clauses) for clauses in mails(KOREAN)])

    with Talk(client, ENDPOINT) as talk:
        thread = make_thread(KOREAN, "A", talk.reword)

    assert talk.counts.echoed == len(mails(KOREAN))
    assert thread == make_thread(KOREAN)


def test_an_acceptance_may_not_become_an_order() -> None:
    seed = 60  # its last mail accepts
    replies = [lines(clauses) for clauses in mails(seed)]
    last = replies[-1]
    ordering = last.split("\n")
    ordering[-1] += " 발주" if "발주" not in last else ""
    client = ReplayChatCompletionClient([*replies[:-1], "\n".join(ordering), last])

    with Talk(client, ENDPOINT) as talk:
        thread = make_thread(seed, "A", talk.reword)

    assert thread.mails[-1].title == "acceptance"
    assert thread.mails[-1].stage == "agreed"
    assert talk.counts.refused == {"It must accept, and order nothing.": 1}
