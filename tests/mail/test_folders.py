"""The folder of sent mails is found under all the names that servers give it."""

import pytest

from quoteflow_desktop.mail.folders import folders_of
from quoteflow_desktop.mail.mailbox import Role


@pytest.mark.parametrize(
    ("listed", "sent"),
    [
        ([("Gesendet", "/", {"\\sent"}), ("Sent", "/", set())], "Gesendet"),
        ([("INBOX.Sent Messages", ".", set())], "INBOX.Sent Messages"),
        ([("보낸메일함", "/", set()), ("Sent", "/", set())], "보낸메일함"),
        ([("Sent", "/", {"\\noselect"}), ("Sent Items", "/", set())], "Sent Items"),
    ],
)
def test_sent_is_what_the_server_says_or_else_what_has_such_a_name(
    listed: list[tuple[str, str, set[str]]], sent: str
) -> None:
    found = folders_of([(name, sign, frozenset(flags)) for name, sign, flags in listed])
    assert [folder.name for folder in found if folder.role is Role.SENT] == [sent]
