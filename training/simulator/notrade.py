"""Mails that are no trade: newsletters, meetings, notices, internal notes; they hold no facts.

Figures and trade words stand in them on purpose. Must not know deals.
"""

from random import Random
from typing import Literal

from quoteflow_desktop.core.facts import FACT_KINDS, Side
from quoteflow_desktop.core.messages import Address, Thread, thread_id
from training.simulator.draft import Draft
from training.simulator.gold import GoldMail, GoldThread, Run
from training.simulator.mailing import Envelope, make_message, message_id, moment, start_of
from training.simulator.terms import expand, load
from training.simulator.world import COUNTRIES, make_party
from training.simulator.writing import date_text, pick_day

_TEMPLATES = load("notrade.toml")


def make_not_trade(
    rng: Random, seed: int, family: Literal["A", "B", "C"], korean: bool
) -> GoldThread:
    """One mail without a deal."""
    templates = _TEMPLATES["ko" if korean else "en"]
    template = rng.choice(templates[-2:] if family == "B" else templates[:-2])  # B has its own
    subject, sentences = template["subject"], template["lines"]
    day = start_of(rng)
    home = (
        COUNTRIES["KR"] if korean else COUNTRIES[rng.choice(("US", "GB", "DE", "CN", "IN", "AU"))]
    )
    sender, reader = (
        make_party(rng, "supplier", home, korean),
        make_party(rng, "buyer", home, korean),
    )
    when = moment(rng, None, day, sender)
    draft = Draft()
    joint = rng.choice(("\n", "\n", "\n\n", " "))
    for sentence in sentences:
        kept = sentence.startswith("*")
        start = len(draft.text)
        text = sentence.lstrip("*").replace(
            "{d}", date_text(rng, korean, pick_day(rng, when.date(), 1, 40), when.date())
        )
        draft.raw(expand(rng, text))
        if kept:
            draft.point(start, 5)
        draft.raw(joint)
    if rng.random() < 0.6:
        draft.raw(
            ("\n" if joint == " " else "")
            + rng.choice((sender.contact, sender.company, f"{sender.contact}\n{sender.company}"))
        )
    name = rng.choice((sender.contact, sender.company_short))
    envelope = Envelope(
        subject=expand(rng, subject),
        sender=Address(name=name, email=sender.email),
        to=(Address(email=reader.email),),
        when=when,
        identifier=message_id(rng, sender),
    )
    message = make_message(rng, draft.text, (), envelope, ())
    points = tuple(
        Run(message=1, where="body", start=point.start, end=point.end) for point in draft.points
    )
    gold = GoldMail(side=Side.OTHER, stage=None, answer=None, title="notice", points=points)
    return GoldThread(
        thread=Thread(
            id=thread_id(message.message_id), subject=message.subject, messages=(message,)
        ),
        mails=(gold,),
        tags=("not-trade",),
        headline=Run(message=1, where="subject", start=0, end=len(message.subject)),
        facts=dict.fromkeys(FACT_KINDS),
        items=(),
        language="ko" if korean else "en",
        family=family,
        seed=seed,
    )
