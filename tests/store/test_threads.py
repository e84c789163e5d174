"""What happens to a thread's belongings when its id changes."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from quoteflow_desktop.core.facts import Act, Claim, Delta, Origin, Side
from quoteflow_desktop.core.messages import Watermark, thread_id
from quoteflow_desktop.core.quote import Company, Party, Quote, TaxMode
from quoteflow_desktop.mail.threader import group
from quoteflow_desktop.store import analyses, quotes
from quoteflow_desktop.store.database import integrity_problems, open_store
from quoteflow_desktop.store.messages import save_batch
from tests.store.samples import mail, raw


def test_what_the_user_decided_and_quoted_goes_along_to_the_new_thread(tmp_path: Path) -> None:
    db = open_store(tmp_path / "mail.db")
    late, early = mail("b", day=1, refs=("a",)), mail("a")
    mark = Watermark(uidvalidity=1, uid=1)
    save_batch(db, "w", "INBOX", [(2, raw(late), late)], mark, group=group)
    old, new = thread_id("<b>"), thread_id("<a>")
    claim = Claim(key="currency", value="USD", act=Act.INFORM, evidence=(), origin=Origin.USER)
    delta = Delta(message=1, by=Side.SUPPLIER, claims=(claim,))
    analyses.save_user_delta(db, old, delta)
    quote = Quote(
        number="", language="ko", issued_on=date(2026, 1, 15), valid_until=None, thread_id=old,
        seller=Company(name="B"), buyer=Party(), currency="USD", tax_mode=TaxMode.ZERO_RATED,
        lines=(), discount_percent=Decimal(0),
    )  # fmt: skip
    kept = quotes.save_quote(db, quote, number_of=lambda day, serial: f"{day}/{serial}")
    save_batch(db, "w", "INBOX", [(1, raw(early), early)], mark, group=group)
    assert analyses.user_deltas(db, new) == (delta,)
    assert [one.quote.number for one in quotes.quotes_of(db, new)] == [kept.number]
    assert (analyses.user_deltas(db, old), quotes.quotes_of(db, old)) == ((), ())
    assert integrity_problems(db) == ()
    db.close()
