"""Whole mails: Korean charsets, alternatives, attachments, broken ones."""

import base64
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteflow_desktop.core.messages import Address, MarkKind
from quoteflow_desktop.mail.mime import parse

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
HEAD = (
    b"From: Kim <kim@a.kr>\r\nTo: lee@b.com\r\nSubject: Q\r\nMessage-ID: <1@a.kr>\r\n"
    b"Date: Tue, 13 Jan 2026 15:37:26 +0900\r\nMIME-Version: 1.0\r\n"
)


def single(body: bytes, content_type: str = "text/plain; charset=utf-8", more: str = "") -> bytes:
    return HEAD + f"Content-Type: {content_type}\r\n{more}\r\n".encode() + body


def multi(kind: str, *parts: bytes) -> bytes:
    body = b"".join(b"--b\r\n" + part + b"\r\n" for part in parts)
    return (
        HEAD + f"Content-Type: multipart/{kind}; boundary=b\r\n\r\n".encode() + body + b"--b--\r\n"
    )


def part(body: str, content_type: str = "text/plain; charset=utf-8", more: str = "") -> bytes:
    return f"Content-Type: {content_type}\r\n{more}\r\n".encode() + body.encode()


def test_a_plain_mail_comes_out_whole() -> None:
    message = parse(single("견적 요청드립니다.\r\n".encode()), "a.eml")
    assert message.model_dump(exclude={"date"}) == {
        "message_id": "<1@a.kr>", "subject": "Q", "sender": {"name": "Kim", "email": "kim@a.kr"},
        "to": ({"name": "", "email": "lee@b.com"},), "cc": (), "references": (),
        "body": "견적 요청드립니다.", "html": "", "marks": (), "attachments": (), "defects": (),
        "hidden_text": False, "source": "a.eml",
    }  # fmt: skip
    assert message.date is not None
    assert message.date.isoformat() == "2026-01-13T15:37:26+09:00"


@pytest.mark.parametrize("label", ["euc-kr", "ks_c_5601-1987", "cp949", "utf-8", "x-unknown"])
@pytest.mark.parametrize("encoding", ["8bit", "base64", "quoted-printable"])
def test_korean_text_is_read_under_right_and_wrong_labels(label: str, encoding: str) -> None:
    text = "안녕하세요, 똠얌 소스 5,000개 견적을 요청드립니다."
    data = text.encode("cp949")
    if encoding == "base64":
        data = base64.encodebytes(data)
    elif encoding == "quoted-printable":
        data = b"".join(b"=%02X" % byte if byte > 126 else bytes([byte]) for byte in data)
    more = f"Content-Transfer-Encoding: {encoding}\r\n"
    assert parse(single(data, f"text/plain; charset={label}", more)).body == text


def test_a_charset_that_only_the_html_itself_names_is_used() -> None:
    html = '<meta charset="euc-kr"><p>견적</p>'.encode("cp949")
    assert parse(single(html, "text/html")).body == "견적"


def test_the_plain_text_is_preferred() -> None:
    message = parse(multi("alternative", part("USD 5"), part("<p>USD <b>5</b></p>", "text/html")))
    assert (message.body, message.html) == ("USD 5", "<p>USD <b>5</b></p>")


def test_a_plain_part_that_holds_next_to_nothing_gives_way_to_the_html() -> None:
    html = "<table><tr><td>Rice toner</td><td>3,000</td><td>USD 2.80</td></tr></table>"
    message = parse(multi("alternative", part("See HTML."), part(html, "text/html")))
    assert message.body == "Rice toner\t3,000\tUSD 2.80"


def test_hidden_text_of_the_html_is_flagged_though_the_plain_part_is_read() -> None:
    html = "<p hidden>USD 9</p><p>USD 5 per piece</p>"
    message = parse(multi("alternative", part("USD 5 per piece"), part(html, "text/html")))
    assert (message.body, message.hidden_text) == ("USD 5 per piece", True)


def test_texts_of_a_mix_follow_each_other_with_their_marks_in_place() -> None:
    message = parse(multi("mixed", part("One."), part("Two.\r\n\r\n> old")))
    assert message.body == "One.\n\nTwo.\n\n> old"
    assert [message.body[m.start : m.end] for m in message.marks] == ["> old"]


def test_attachments_are_named_and_not_read() -> None:
    mail = multi(
        "mixed",
        part("Text."),
        part("JVBERi0=", "application/pdf; name=a.pdf", "Content-Transfer-Encoding: base64\r\n"),
        part("x", "text/plain", "Content-Disposition: attachment; filename=notes.txt\r\n"),
        part("x", "image/png"),
    )
    message = parse(mail)
    assert message.body == "Text."
    assert [(a.name, a.content_type, a.size, a.read) for a in message.attachments] == [
        ("a.pdf", "application/pdf", 5, False),
        ("notes.txt", "text/plain", 1, False),
        ("unnamed.png", "image/png", 1, False),
    ]


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ("filename*=utf-8''%EA%B2%AC%EC%A0%81.pdf", "견적.pdf"),
        ("filename*=euc-kr''%B0%DF%C0%FB.pdf", "견적.pdf"),
        ('filename="=?euc-kr?B?sN/A+y5wZGY=?="', "견적.pdf"),
        ('filename="../../etc/passwd"', "passwd"),
        ('filename="C:\\\\x\\\\con.txt"', "_con.txt"),
        ('filename="quote\u202efdp.exe"', "quotefdp.exe"),
    ],
)
def test_file_names_are_decoded_and_made_harmless(disposition: str, name: str) -> None:
    more = f"Content-Disposition: attachment; {disposition}\r\n"
    mail = multi("mixed", part("T"), part("x", "application/octet-stream", more))
    assert [one.name for one in parse(mail).attachments] == [name]


def test_a_mail_in_the_mail_is_an_attachment() -> None:
    inner = "From: x@y.z\r\nSubject: =?utf-8?B?6rKs7KCB?=\r\n\r\nprice 9"
    message = parse(multi("mixed", part("Text."), part(inner, "message/rfc822")))
    assert (message.body, [a.name for a in message.attachments]) == ("Text.", ["견적.eml"])


def test_in_reply_to_follows_the_references() -> None:
    data = HEAD + b"References: <a@x> <b@x>\r\nIn-Reply-To: <c@x> (Kim's mail of today)\r\n\r\n."
    assert parse(data).references == ("<a@x>", "<b@x>", "<c@x>")


def test_quoted_history_is_marked_and_not_cut() -> None:
    message = parse(single(b"No.\r\n\r\nOn Mon, 5 Jan 2026 Kim <k@a.kr> wrote:\r\n> Ok?\r\n"))
    assert [(m.kind, message.body[m.start : m.end][-5:]) for m in message.marks] == [
        (MarkKind.QUOTED, "> Ok?")
    ]


@pytest.mark.parametrize(
    ("data", "defect"),
    [
        (b"", "This has no mail headers."),
        (b"just words\xff\xfe", "This has no mail headers."),
        (b"Subject: x\r\n\r\nbody", "The mail names no sender."),
        (b"Subject: x\r\n\r\nbody", "The mail has no Message-ID."),
        (b"Date: 99 Foo 2024\r\n\r\nbody", "The mail has no readable date."),
        (HEAD + b"Content-Type: multipart/mixed\r\n\r\nbody",
         "A part announces several parts but gives no boundary."),
        (HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nbody",
         "The mail ends before its last part does."),
    ],
)  # fmt: skip
def test_a_broken_mail_says_what_is_wrong_with_it(data: bytes, defect: str) -> None:
    assert defect in parse(data).defects


def test_the_text_of_a_multipart_without_boundary_is_still_read() -> None:
    assert parse(HEAD + b"Content-Type: multipart/mixed\r\n\r\nUSD 5").body == "USD 5"


def test_mails_without_message_id_get_ids_of_their_own_that_stay() -> None:
    ids = [parse(data).message_id for data in (b"A: 1\n\nx", b"A: 1\n\ny", b"A: 1\n\nx")]
    assert ids[0] == ids[2] != ids[1]


@pytest.mark.parametrize(
    "header",
    ['To: "', "Content-Type: text/plain; name*", "To: (c):", "Cc: (x): a@b.com;",
     "To: !an??:=m==fr2@[C", "Message-ID: <[x@microsoft.com]>", "From: " + '"' * 50_000,
     "From: " + "(" * 50_000, "To: " + "a@b.com, " * 20_000, "Subject: " + "=?utf-8?q?x?= " * 9000,
     "Content-Type: text/plain; charset=\"ro\x00t\"", "Content-Type: " + "x;" * 30_000],
)  # fmt: skip
def test_headers_that_crash_or_freeze_the_standard_parser_do_not_stop_the_mail(header: str) -> None:
    message = parse(header.encode() + b"\r\n\r\nbody")
    assert message.body == "body"


def test_parts_within_parts_without_end_are_cut_with_a_note() -> None:
    data = HEAD
    for depth in range(400):
        data += f"Content-Type: multipart/mixed; boundary=b{depth}\r\n\r\n--b{depth}\r\n".encode()
    message = parse(data + b"\r\nend")
    assert message.sender == Address(name="Kim", email="kim@a.kr")
    assert "The mail has too many parts; some were not read." in message.defects


def test_ten_thousand_attachments_are_cut_with_a_note() -> None:
    message = parse(multi("mixed", *[part("x", "image/png")] * 10_000))
    assert len(message.attachments) == 1000
    assert "The mail has too many parts; some were not read." in message.defects


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.binary(max_size=400), st.integers(0, 400))
def test_any_bytes_give_a_message_that_can_be_stored(a: bytes, b: bytes, cut: int) -> None:
    whole = multi("alternative", part("견적 USD 5"), part("<p>견적 <b>USD 5</b>", "text/html"))
    for data in (a, HEAD + a, whole[:cut] + b + whole[cut:], single(a, "text/html")):
        message = parse(data, "s")
        assert type(message).model_validate_json(message.model_dump_json()) == message


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the public mail corpora are not on this machine")
def test_no_mail_of_the_public_corpora_needs_the_last_resort() -> None:
    files = [
        path
        for path in sorted(CORPORA.rglob("*"))
        if path.suffix in (".msg", ".eml") or path.name.startswith("msg_")
    ]
    failed = [
        path.name
        for path in files
        if any("could not be parsed" in one for one in parse(path.read_bytes()).defects)
    ]
    assert (len(files) > 100, failed) == (True, [])
