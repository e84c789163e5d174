"""The main job on real parts: mail in Dovecot, sync, the shipped model, a PDF of the thread."""

import json
import tomllib
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from quoteflow_desktop.config.paths import resources_dir
from quoteflow_desktop.config.settings import load_company
from quoteflow_desktop.inference.models import find_model
from quoteflow_desktop.inference.worker import WorkerEngine
from quoteflow_desktop.mail.imap import ImapMailbox
from quoteflow_desktop.services import quoting
from quoteflow_desktop.services.progress import Cancel, silent
from quoteflow_desktop.services.syncing import sync_account
from quoteflow_desktop.services.waiting import analyse_waiting
from quoteflow_desktop.store import analyses, messages
from quoteflow_desktop.store.database import Store, open_store
from tests.system.dovecot import PASSWORD, Dovecot
from tests.system.shipped import MAILBOX, quoteflow

DEMO = tomllib.loads((resources_dir() / "demo" / "demo.toml").read_text(encoding="utf-8"))
FOLDER = MAILBOX / DEMO["quote_thread_folder"]


GOLD = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "demo_gold" / "en" / FOLDER.name / "gold.json")
    .read_text(encoding="utf-8")
)  # fmt: skip
# What a person reads in the thread, as the paper shows it.
GOLD_TOTAL = f"{Decimal(GOLD['facts']['total_amount']['accept'][0]):,.2f}"


def text_of(path: Path) -> str:
    """The PDF's text without white space."""
    return "".join("".join(page.extract_text() for page in PdfReader(path).pages).split())


def deliver(server: Dovecot, user: str) -> None:
    """The thread as the firm's account holds it: theirs in Inbox, ours in Sent."""
    for path in sorted(FOLDER.glob("*.eml")):
        data = path.read_bytes()
        sender = next(line for line in data.splitlines() if line.lower().startswith(b"from:"))
        ours = any(address.encode() in sender for address in DEMO["me"])
        server.deliver(user, data, "Sent" if ours else "INBOX")


def read(store: Store, me: frozenset[str]) -> None:
    engine = WorkerEngine(find_model("quoteflow-mini", [resources_dir() / "models"]))
    try:
        analyse_waiting(store, engine, digest="test", me=me, report=silent, cancel=Cancel())
    finally:
        engine.close()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "store.db")


def test_from_the_mail_server_to_the_pdf(
    dovecot: Dovecot, user: str, store: Store, tmp_path: Path
) -> None:
    deliver(dovecot, user)
    with closing(store):
        mailbox = ImapMailbox(
            host="127.0.0.1",
            port=dovecot.port,
            user=user,
            password=PASSWORD,
            tls="none-loopback-only",
        )
        sync_account(mailbox, store, "sales")
        mailbox.close()
        read(store, frozenset(DEMO["me"]))

        (thread_id,) = messages.thread_ids(store)
        analysis = analyses.analysis(store, thread_id)
        assert analysis is not None
        assert len(analysis.thread.messages) == len(list(FOLDER.glob("*.eml")))
        company = load_company(resources_dir() / "demo" / "company.toml")
        quote = quoting.draft_quote(
            analysis, company, issued_on=date(2026, 11, 20), number="QT-DRAFT"
        )
        assert quoting.blocking(quote) == ()
        exported = quoting.save_and_export(store, quote, tmp_path)

    assert GOLD_TOTAL in text_of(exported.path)


def test_the_headless_demo_prints_three_paths_and_quotes_the_totals(tmp_path: Path) -> None:
    done = quoteflow("demo", "--headless", "-o", str(tmp_path / "out"), home=tmp_path / "home")
    assert done.returncode == 0, done.stderr
    paths = [Path(line) for line in done.stdout.splitlines()]
    assert [path.name for path in paths] == ["quote.pdf", "analysis.jsonl", "window.png"]
    assert all(path.stat().st_size > 1000 for path in paths)
    assert GOLD_TOTAL in text_of(paths[0])
    assert "Traceback" not in done.stderr


def test_without_a_display_the_window_says_so(tmp_path: Path) -> None:
    done = quoteflow(home=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "There is no display to open a window on." in done.stderr


def test_a_missing_model_is_one_sentence(tmp_path: Path) -> None:
    done = quoteflow("analyze", str(FOLDER), "--model", "nosuch", home=tmp_path)
    assert done.returncode == 1
    assert "no model named nosuch" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unreadable_file_is_named_skipped_and_counted(tmp_path: Path) -> None:
    (tmp_path / "mails").mkdir()
    (tmp_path / "mails" / "gone.eml").symlink_to(tmp_path / "nowhere.eml")
    mail = sorted(FOLDER.glob("*.eml"))[0]
    (tmp_path / "mails" / "good.eml").write_bytes(mail.read_bytes())
    done = quoteflow("analyze", str(tmp_path / "mails"), "--json", home=tmp_path / "home")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 1
    assert "gone.eml" in done.stderr
    assert "1 skipped in all" in done.stderr
