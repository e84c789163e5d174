"""Accounts, models and the doctor from the command line."""

import io
from contextlib import closing
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from quoteflow_desktop.cli.main import run
from quoteflow_desktop.config.settings import load_settings
from quoteflow_desktop.core.facts import Act, Claim, Delta, Origin, Side
from quoteflow_desktop.mail.mime import parse
from quoteflow_desktop.mail.threader import group
from quoteflow_desktop.store.analyses import save_user_delta
from quoteflow_desktop.store.database import open_store
from quoteflow_desktop.store.messages import save_imported
from tests.scripted import MAILS, OTHER_MAIL, make_model
from tests.system.dovecot import PASSWORD, Dovecot

Captured = pytest.CaptureFixture[str]
ADD = ("accounts", "add", "sales", "a@b.example", "--host", "127.0.0.1", "--port", "9")
ADD_PLAIN = (*ADD, "--tls", "none-loopback-only")


class Door:
    """The program with a home of its own and no keyring."""

    def __init__(self, home: Path, capture: Captured) -> None:
        self.home = home
        self._capture = capture

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        status = run(
            arguments,
            {"QUOTEFLOW_HOME": str(self.home)},
            open_window=lambda *_: 0,
            take_picture=lambda *_: None,
        )
        out, err = self._capture.readouterr()
        return status, out, err


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> Door:
    backend = fail.Keyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    monkeypatch.setattr("sys.stdin", io.StringIO("s3cret\n"))
    return Door(tmp_path / "home", capsys)


def test_an_account_is_added_listed_and_removed(door: Door) -> None:
    assert door(*ADD_PLAIN)[:2] == (0, "added sales\n")
    assert door("accounts", "list")[1] == ("sales\ta@b.example\t127.0.0.1:9 (none-loopback-only)\n")
    assert door("accounts", "remove", "sales")[:2] == (0, "removed sales\n")
    status, out, err = door("accounts", "list")
    assert (status, out) == (0, "")
    assert "no account yet" in err


def test_without_a_keyring_the_user_is_told_and_no_password_is_written(door: Door) -> None:
    _, _, err = door(*ADD_PLAIN, "--password-stdin")

    assert "no keyring" in err
    written = [path for path in door.home.rglob("*") if path.is_file()]
    assert all(b"s3cret" not in path.read_bytes() for path in written)
    assert len(load_settings(door.home / "settings.toml").accounts) == 1


def test_a_server_that_does_not_answer_is_one_sentence(door: Door) -> None:
    door(*ADD_PLAIN)

    status, out, err = door("accounts", "test", "sales", "--password-stdin")

    assert (status, out) == (1, "")
    assert err.startswith("quoteflow: 127.0.0.1 cannot be reached")


def test_a_password_that_nobody_can_type_is_asked_for_by_name(door: Door) -> None:
    door(*ADD_PLAIN)

    status, _, err = door("sync", "sales")

    assert status == 1
    assert "--password-stdin" in err


def test_syncing_an_unknown_account_is_status_1(door: Door) -> None:
    assert door("sync", "nobody")[0] == 1


def test_a_model_with_a_damaged_manifest_is_named_and_fails_the_verification(door: Door) -> None:
    folder = make_model(door.home / "models" / "mine", "mine").parent / "mine"
    (folder / "manifest.toml").write_text("name = ", encoding="utf-8")
    sentence = "The manifest of the model in mine is damaged."

    assert sentence in door("models", "list")[2]
    status, out, _ = door("models", "verify")
    assert status == 1
    assert sentence in out


def test_models_are_listed_verified_and_adapters_promoted(door: Door, tmp_path: Path) -> None:
    make_model(door.home / "models" / "mine", "mine")
    (door.home / "settings.toml").write_text('model = "mine"\n')
    second = make_model(tmp_path / "second", "mine", adapter=b"second")

    assert "* mine\t" in door("models", "list")[1]
    assert "mine\tok\n" in door("models", "verify")[1]
    assert door("models", "promote", str(second))[:2] == (0, f"in use: {second}\n")
    assert door("models", "rollback")[1] == "in use: the adapters that came with the model\n"
    assert door("models", "rollback")[0] == 1


def test_adapters_without_a_comparison_are_promoted_by_force_only(
    door: Door, tmp_path: Path
) -> None:
    make_model(door.home / "models" / "mine", "mine")
    (door.home / "settings.toml").write_text('model = "mine"\n')
    second = make_model(tmp_path / "second", "mine", adapter=b"second", compared=False)

    status, out, err = door("models", "promote", str(second))

    assert (status, out) == (1, "")
    assert "No comparison shows" in err
    assert door("models", "promote", str(second), "--force")[0] == 0


def test_what_the_user_decided_is_exported(door: Door, tmp_path: Path) -> None:
    status, out, err = door("models", "export-corrections", "-o", str(tmp_path / "out"))
    assert (status, out) == (1, "")
    assert "No fact has been confirmed or corrected yet" in err

    with closing(open_store(door.home / "data" / "quoteflow.db", None)) as store:
        mails = [(text.encode(), parse(text.encode(), "")) for text in MAILS]
        (thread_id,) = save_imported(store, mails, group=group).threads
        claims = (claim("payment_terms", "T/T 30/70"), claim("warranty", "2 years"))
        save_user_delta(store, thread_id, Delta(message=2, by=Side.SUPPLIER, claims=claims))

    status, out, err = door("models", "export-corrections", "-o", str(tmp_path), "--mask-names")

    assert (status, out) == (0, f"{tmp_path / 'corrections.jsonl'}\n")
    assert "no mail shows the value of warranty" in err
    assert "1 threads with 1 facts; 1 not usable" in err
    (lesson,) = (tmp_path / "corrections.jsonl").read_text(encoding="utf-8").splitlines()
    assert "T/T 30/70" in lesson
    assert "mwangi" not in lesson.lower()


def claim(key: str, value: str) -> Claim:
    return Claim(key=key, value=value, act=Act.CORRECT, evidence=(), origin=Origin.USER)


def test_a_damaged_model_makes_verify_fail(door: Door) -> None:
    folder = make_model(door.home / "models" / "mine", "mine")
    (folder / "base.gguf").write_bytes(b"cut")

    status, out, _ = door("models", "verify")

    assert status == 1
    assert "mine\tThe model file base.gguf is damaged.\n" in out


def test_the_doctor_ends_with_status_1_where_something_is_at_fault(door: Door) -> None:
    status, out, err = door("doctor")

    assert (status, err) == (1, "")
    assert "fault   keyring" in out
    assert "ok      sqlite" in out


def add_dovecot_account(door: Door, dovecot: Dovecot, user: str) -> None:
    door(
        "accounts", "add", "sales", "a@b.example", "--host", "127.0.0.1", "--user", user,
        "--port", str(dovecot.port), "--tls", "none-loopback-only",
    )  # fmt: skip


def test_a_real_account_is_tested_and_pulled(
    door: Door, dovecot: Dovecot, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in (*MAILS, OTHER_MAIL):
        dovecot.deliver(user, text.encode())
    add_dovecot_account(door, dovecot, user)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n" * 3))

    status, out, _ = door("accounts", "test", "sales", "--password-stdin")
    assert status == 0
    assert "sales: INBOX (inbox)\n" in out
    assert "sales: Sent (sent)\n" in out

    assert door("sync", "sales", "--password-stdin")[:2] == (0, "2 threads with new mail\n")
    assert door("sync", "sales", "--password-stdin")[:2] == (0, "0 threads with new mail\n")
    assert (door.home / "data" / "quoteflow.db").exists()


def test_a_wrong_password_is_status_1_and_does_not_show_it(
    door: Door, dovecot: Dovecot, user: str
) -> None:
    add_dovecot_account(door, dovecot, user)

    status, out, err = door("sync", "sales", "--password-stdin")

    assert (status, out) == (1, "")
    assert "did not accept" in err
    assert "s3cret" not in err
