import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from quoteflow_desktop.mail.files import RawMail, Skipped, read_paths

MAIL = b"From: a@x.kr\nSubject: one\n\nbody\n"


def test_a_folder_is_read_by_name_and_recursively(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "02.eml").write_bytes(MAIL)
    (tmp_path / "a.EML").write_bytes(MAIL)
    (tmp_path / "gold.json").write_text("{}")
    found = [one.source for one in read_paths([tmp_path]) if isinstance(one, RawMail)]
    assert found == [str(tmp_path / "a.EML"), str(tmp_path / "b" / "02.eml")]


def test_a_file_that_is_named_is_read_whatever_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "mail.txt"
    path.write_bytes(MAIL)
    assert list(read_paths([path])) == [RawMail(source=str(path), data=MAIL)]


def test_mails_of_an_mbox_come_one_by_one_with_from_unquoted(tmp_path: Path) -> None:
    path = tmp_path / "box.mbox"
    path.write_bytes(
        b"From kim Tue Jan 13 15:37:26 2026\nSubject: 1\n\n>From here\n>>From there\n\n"
        b"From lee Tue Jan 13 15:37:26 2026\nSubject: 2\n\nbye\nFrom the sea\n"
    )
    assert list(read_paths([path])) == [
        RawMail(source=f"{path}:1", data=b"Subject: 1\n\nFrom here\n>From there\n"),
        RawMail(source=f"{path}:2", data=b"Subject: 2\n\nbye\nFrom the sea\n"),
    ]


def test_a_maildir_gives_cur_and_new_and_not_tmp(tmp_path: Path) -> None:
    for part, name in (("cur", "1.a:2,S"), ("new", "2.b"), ("tmp", "3.c")):
        (tmp_path / part).mkdir()
        (tmp_path / part / name).write_bytes(MAIL)
    sources = [one.source for one in read_paths([tmp_path]) if isinstance(one, RawMail)]
    assert sources == [str(tmp_path / "cur" / "1.a:2,S"), str(tmp_path / "new" / "2.b")]


def test_what_cannot_be_read_is_named_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "empty.eml").touch()
    missing = tmp_path / "missing.eml"
    assert list(read_paths([tmp_path, missing])) == [
        Skipped(path=str(tmp_path / "empty.eml"), reason="empty file"),
        Skipped(path=str(missing), reason="no such file or folder"),
    ]


def test_a_body_line_that_begins_with_from_does_not_cut_the_mail(tmp_path: Path) -> None:
    path = tmp_path / "box.mbox"
    mail = b"Subject: 1\n\nThe price is 5.\n\nFrom May on it is 6.\nBye\n"
    path.write_bytes(b"From kim Tue Jan 13 15:37:26 2026\n" + mail)
    assert list(read_paths([path])) == [RawMail(source=f"{path}:1", data=mail)]


def test_a_path_that_the_system_refuses_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    refused, good = tmp_path / ("x" * 300), tmp_path / "one.eml"
    good.write_bytes(MAIL)
    assert list(read_paths([refused, good])) == [
        Skipped(path=str(refused), reason="file name too long"),
        RawMail(source=str(good), data=MAIL),
    ]


def test_a_maildir_that_may_not_be_listed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for part in ("cur", "new"):
        (tmp_path / part).mkdir()
    (tmp_path / "new" / "1.a").write_bytes(MAIL)
    listed = Path.iterdir

    def refusing(path: Path) -> Iterator[Path]:  # permissions do not bind root, who may run this
        if path.name == "cur":
            raise PermissionError(errno.EACCES, "Permission denied")
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", refusing)
    assert list(read_paths([tmp_path])) == [
        Skipped(path=str(tmp_path / "cur"), reason="permission denied"),
        RawMail(source=str(tmp_path / "new" / "1.a"), data=MAIL),
    ]


def test_an_mbox_without_mails_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "odd.mbox"
    path.write_text("just text")
    assert list(read_paths([path])) == [Skipped(path=str(path), reason="no mbox file")]


def test_a_link_to_a_parent_folder_does_not_loop(tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(MAIL)
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert [one.source for one in read_paths([tmp_path]) if isinstance(one, RawMail)] == [
        str(tmp_path / "one.eml")
    ]


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"just some words\n", b"%PDF-1.7\n%\xe2\xe3\n"]
)
def test_a_file_that_is_no_mail_is_named_and_left_out(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.eml").write_bytes(data)
    (found,) = read_paths([tmp_path / "x.eml"])
    assert isinstance(found, Skipped)
    assert found.reason == "not a mail"
