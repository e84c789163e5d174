"""The frame of a mail: greeting, answers between the lines, small talk, closing, signature.

Must not know plots or headers.
"""

from collections.abc import Callable

from training.simulator import slots
from training.simulator.writer import Writer


def greet(writer: Writer, terse: bool) -> None:
    """Greeting and, in longer mails, a pleasant word."""
    if terse and writer.maybe(0.45):
        return
    writer.draft.say(writer.phrase("greet"), writer.slot)
    writer.br(None)
    if not terse and writer.maybe(0.3):
        writer.say("pleasantry")


def introduce(writer: Writer) -> None:
    """Who writes; mostly in the first mail."""
    if writer.maybe(0.75 if writer.number == 1 else 0.3):
        writer.say("intro", weight=1)


def between_the_lines(writer: Writer) -> None:
    """At times the answer stands below a quoted line of the other side's mail."""
    if not writer.earlier or not writer.maybe(0.14):
        return
    writer.br(True)
    for text in writer.rng.sample(
        writer.earlier, min(len(writer.earlier), writer.rng.randint(1, 2))
    ):
        start = len(writer.draft.text)
        writer.draft.raw(f"> {text}")
        writer.quoted.append((start, len(writer.draft.text)))
        writer.draft.raw("\n")
    writer.draft.raw(writer.rng.choice(("\n", "")))


def small_talk(writer: Writer, chance: float) -> None:
    """Sentences and numbers that mean nothing for the deal's terms."""
    if not writer.maybe(chance):
        return
    writer.line = writer.rng.choice(writer.deal.alive or writer.deal.lines)
    keys = ("distract", f"chat.{writer.side}", f"chat.{writer.side}")
    writer.say(writer.rng.choice(keys), weight=1 if writer.maybe(0.3) else 0)


def close(writer: Writer, terse: bool) -> None:
    """Closing words and the signature, as far as the mail has not got them yet."""
    if not writer.ending:
        return
    if writer.ending == "close" and (not terse or writer.maybe(0.5)):
        writer.br()
        writer.draft.say(writer.phrase("bye"), writer.slot)
    writer.br(writer.maybe(0.3))
    chance = writer.rng.random()
    if terse and chance < 0.3:
        return
    writer.signature_at = len(writer.draft.text)
    if terse and chance < 0.6:
        if writer.korean:
            slots.me(writer)
            writer.draft.raw(writer.rng.choice(("", " 드림", "")))
        else:
            writer.draft.raw(writer.me.called)
    else:
        _signature(writer)
    if writer.maybe(0.07):
        writer.draft.raw("\n\n")
        writer.draft.say(writer.phrase("disclaimer"), writer.slot)
    elif terse and writer.maybe(0.12):
        writer.draft.raw("\n\n" + writer.phrase("mobile"))


Part = str | Callable[[Writer], None]


def _signature(writer: Writer) -> None:
    me = writer.me
    if me.signature in (9, 14):
        rule = writer.rng.choice(
            ("--\n", "-- \n", "-" * 30 + "\n", "=" * 28 + "\n", "____________\n")
        )
        writer.draft.raw(rule)
    for part in _parts(writer)[me.signature % len(_parts(writer))]:
        if callable(part):
            part(writer)
        else:
            writer.draft.raw(part)


def _parts(writer: Writer) -> tuple[tuple[Part, ...], ...]:
    """The signature styles of a party; each party keeps one."""
    me, name, house = writer.me, slots.me, slots.company
    tel = (
        writer.rng.choice(("Tel", "T", "TEL", "Tel.", "☎", "Phone"))
        + writer.rng.choice((". ", ": ", " "))
        + me.phone
    )
    title = me.title if me.title.isascii() else f"{me.team} {me.title}".strip()
    behind = f" {title}\n" if writer.korean else f"\n{title}\n"
    site = f"www.{me.email.split('@')[1]}"
    other = f" ({me.contact_other})" if me.contact_other else ""
    return (
        (name, behind, house, f"\n{me.address}\n{tel}"),
        (name, " | ", title, " | ", house, f"\n{tel} | {me.email}"),
        (house, "\n", name, f" / {title}\n{tel}"),
        (name, ", ", house),
        (name, f"\n{title}, ", house, f"\n{tel}  M: {me.mobile}\n{me.address}"),
        (house, f" {title} ", name, f"\n{tel}")
        if writer.korean
        else (name, " - ", house, f"\n{me.address}"),
        (name, behind, house, f"\nMobile {me.mobile}\nE-mail {me.email}"),
        (name, f"\n{me.mobile}"),
        (name, "\n", house),
        (name, behind, house, f"\n{me.address}\n{tel}"),
        (name, " | ", title, " | ", house, f"\n{tel}"),
        (title, " ", name, "\n", house, f"\n{tel}\n{site}"),
        (house, f"\n{me.address}\n", name, f" {title} {me.mobile}"),
        (name,),
        (
            name,
            f" | {title}\n",
            house,
            f"\nA. {me.address}\nT. {me.phone}  M. {me.mobile}\nE. {me.email}",
        ),
        (name, other, f" / {title} / ", house),
    )
