"""Tabs and line ends as the mail has them, offsets unchanged."""

from quoteflow_desktop.analysis.layout import laid_out
from quoteflow_desktop.analysis.mail import Mail
from quoteflow_desktop.core.messages import Address

READ = "Subject: x\n\nNo Name Qty 1 Valve 40 2 Seal 50\nBye\n"
BODY = "No\tName\tQty\n1\tValve\t40\n2\tSeal\t50"


def mail(shown: str) -> Mail:
    start = READ.index("No")

    def show(a: int, b: int) -> str | None:
        return shown if a == start else READ[a:b].strip()

    return Mail(number=1, sender=Address(), to=(), text=READ, show=show, find=lambda _: None)


def test_tabs_and_line_ends_come_back() -> None:
    assert laid_out(mail(BODY)) == f"Subject: x\n\n{BODY}\nBye\n"


def test_a_line_of_other_words_stays_as_it_is() -> None:
    assert laid_out(mail("quite other words")) == READ
