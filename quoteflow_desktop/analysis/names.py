"""The parties' names of one mail: what the model copied, the header's names, the signature's firm.

Must not know terms, figures or what stands so far.
"""

from quoteflow_desktop.analysis.canonical import clean_text, is_function, words_of
from quoteflow_desktop.analysis.mail import Found, Mail
from quoteflow_desktop.analysis.parties import firm_in, house_before
from quoteflow_desktop.analysis.plausible import plausible
from quoteflow_desktop.core.facts import Act, Origin, Side
from quoteflow_desktop.core.reading import NAME_KEYS, MailReading

# Words of a firm's name that say its form only.
_LEGAL = frozenset(
    {"co", "ltd", "inc", "llc", "corp", "gmbh", "pvt", "company", "limited", "주식회사", "유한회사"}
)


def party_key(key: str, side: Side) -> str | None:
    """The fact key of a text: the sender's company is the buyer's or the supplier's."""
    if key not in NAME_KEYS:
        return key
    if side is Side.OTHER:
        return None
    own, other = ("buyer", "supplier") if side is Side.BUYER else ("supplier", "buyer")
    return f"{other}_{key[3:]}" if key.startswith("to_") else f"{own}_{key}"


def person_in(shown: str, reading: MailReading) -> str:
    """The person of a display name, without the firm that stands beside ("Nuri Logix Kim Minsu");
    empty where it is a firm's name alone."""
    person = clean_text("contact", shown)
    for firm in (w.text for w in reading.words if w.key in ("company", "to_company")):
        own = words_of(firm) - _LEGAL
        if own and own <= words_of(person):
            kept = [word for word in person.split() if not words_of(word) or words_of(word) - own]
            person = " ".join(kept)
    return person if words_of(person) - _LEGAL else ""


def fits_header(mail: Mail, reading: MailReading, key: str, name: str) -> bool:
    """Whether a contact is who the header names; where it names nobody, anybody."""
    if key not in ("contact", "to_contact"):
        return True
    people = [mail.sender] if key == "contact" else list(mail.to)
    shown = [person_in(one.name, reading) for one in people if not is_function(one.name)]
    named = [one for one in shown if one]
    words = words_of(name)
    boxes = " ".join(one.email.partition("@")[0].casefold() for one in people)
    known = any(words & words_of(one) for one in named) or any(w in boxes for w in words)
    return known or not named


def as_in_header(mail: Mail, reading: MailReading, key: str, name: str) -> str:
    """A first name as the header gives it whole."""
    people = {"contact": [mail.sender], "to_contact": list(mail.to)}.get(key, [])
    whole = [person_in(one.name, reading) for one in people]
    fuller = [one for one in whole if words_of(name) < words_of(one) and "(" not in one]
    return fuller[0] if len(fuller) == 1 else name


def is_person(mail: Mail, reading: MailReading, name: str) -> bool:
    """Whether the mail names a person so: the sender, or a contact it gives."""
    people = [mail.sender.name]
    people += [w.text for w in reading.words if w.key in ("contact", "to_contact")]
    return name.casefold() in {clean_text("contact", one).casefold() for one in people}


def header_names(found: Found, reading: MailReading) -> None:
    """The display names of sender and addressee, where the mail names nobody else."""
    _header_name(found, reading, "contact", found.mail.sender.name)
    if len(found.mail.to) == 1:
        _header_name(found, reading, "to_contact", found.mail.to[0].name)


def _header_name(found: Found, reading: MailReading, text_key: str, shown: str) -> None:
    key = party_key(text_key, reading.side)
    name = person_in(shown, reading)
    if not key or not name or is_function(name) or not plausible(key, name) or found.has(key):
        return
    evidence = found.mail.find(name)
    if evidence is not None and evidence.message == found.mail.number:
        found.add(key, name, Act.INFORM, evidence.quote, Origin.RULE)


def sender_firm(found: Found, reading: MailReading) -> None:
    """The firm that the signature names by its legal form, else the house before the sender's
    name."""
    mail, key = found.mail, party_key("company", reading.side)
    domain = mail.sender.email.rpartition("@")[2]
    run = firm_in(mail.text, domain) if key else None
    if key and run is None and not any(w.key == "company" for w in reading.words):
        own = clean_text("contact", mail.sender.name)
        run = house_before(mail.text, mail.text.find("\n\n", mail.searchable), own)
    quote = mail.show(*run) if run else None
    if not key or not quote:
        return
    addressees = [w.text for w in reading.words if w.key == "to_company"]
    if not any(one.casefold() in quote.casefold() for one in addressees):
        found.add(key, " ".join(quote.split()), Act.INFORM, quote, Origin.RULE)
