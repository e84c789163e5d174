"""Marks and readable runs; each mail below has the shape that one program writes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteflow_desktop.core.messages import MarkKind, Message
from quoteflow_desktop.mail.quoted import marks, readable

OWN = "네, USD 5.20으로 진행 부탁드립니다."
OLD = "단가는 USD 5.20/pc 입니다.\n수량 1,000개 기준이며 납기는 4주입니다."
CITED = "\n".join(f"> {line}" for line in OLD.split("\n"))


def quoted(body: str) -> list[str]:
    return [body[m.start : m.end] for m in marks(body) if m.kind is MarkKind.QUOTED]


def signed(body: str) -> list[str]:
    return [body[m.start : m.end] for m in marks(body) if m.kind is MarkKind.SIGNATURE]


def mail(body: str) -> Message:
    return Message(message_id="<m@x>", body=body, marks=marks(body))


def read(body: str, *earlier: str) -> list[str]:
    message = mail(body)
    found = readable(message, [mail(one) for one in earlier])
    return [body[start:end].strip() for start, end in found]


HEADS = {
    "gmail-ko": "2026년 1월 15일 (목) 오전 9:02, 김민수 <ms@a.kr>님이 작성:",
    "gmail-en": "On Thu, Jan 15, 2026 at 9:02 AM Kim Minsu <ms@a.kr> wrote:",
    "gmail-folded": "On Thu, Jan 15, 2026 at 9:02 AM Kim Minsu of the Sales Department\n"
    "<ms@a-very-long-name.example> wrote:",
    "apple-ko": "2026. 1. 15. 오전 9:02, 김민수 <ms@a.kr> 작성:",
    "apple-en": "On 15 Jan 2026, at 09:02, Kim Minsu <ms@a.kr> wrote:",
    "daum-ko": "2026년 1월 15일 목요일 오전 9:02, 김민수님이 쓴 글:",
    "outlook-ko": "2026년 1월 15일 (목) 김민수님이 작성했습니다:",
    "gmail-zh": "金春花 <ms@a.kr> 于2026年1月15日周四 09:02写道：",
}

BLOCKS = {
    "outlook-en": "________________________________\nFrom: Kim <ms@a.kr>\nSent: Thursday,"
    " January 15, 2026 9:02 AM\nTo: Lee <l@b.kr>\nSubject: RE: quote\n",
    "outlook-en-bare": "From: Kim <ms@a.kr>\nSent: Thursday\nTo: Lee\nSubject: RE: quote\n",
    "outlook-en-bold": "*From:* Kim\n*Sent:* Thursday\n*To:* Lee\n*Subject:* RE: quote\n",
    "outlook-ko": "보낸 사람: 김민수 <ms@a.kr>\n보낸 날짜: 2026년 1월 15일 목요일\n"
    "받는 사람: 이수진\n참조: 영업팀\n제목: RE: 견적\n",
    "original": "-----Original Message-----\nFrom: Kim [mailto:ms@a.kr]\nSent: Thursday\nTo: Lee\n"
    "Subject: quote\n",
    "naver": "-----Original Message-----\nFrom: \"김민수\"&lt;ms@a.kr&gt;\nTo: <l@b.kr>;\nCc:\n"
    "Sent: 2026-01-15 (목) 09:02:11 (GMT+09:00)\nSubject: 견적\n",
    "daum": "--------- 원본 메일 ---------\n보낸사람 : 김민수 <ms@a.kr>\n받는사람 : l@b.kr\n"
    "날짜: 2026년 1월 15일 목요일\n제목: 견적\n",
    "forward-gmail": "---------- Forwarded message ---------\n보낸사람: 김민수 <ms@a.kr>\n"
    "Date: 2026년 1월 15일\nSubject: 견적\nTo: <l@b.kr>\n",
    "groupware": "발신: 김민수\n일시: 2026-01-15 09:02\n수신: 이수진\n제목: 견적\n",
    "groupware-address": "발신자: 김민수 <ms@a.kr>\n수신자: 이수진\n제목: 견적\n",
    "foxmail": "发件人： Kim\n发送时间： 2026-01-15 09:02\n收件人： Lee\n主题： RE: quote\n",
}  # fmt: skip


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_an_attribution_line_and_its_cited_lines_are_quoted(head: str) -> None:
    assert quoted(f"{OWN}\n\n{head}\n\n{CITED}\n") == [f"{head}\n\n{CITED}"]


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_an_attribution_line_without_cited_lines_quotes_the_rest(head: str) -> None:
    assert quoted(f"{OWN}\n\n{head}\n\n{OLD}") == [f"{head}\n\n{OLD}"]


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS.keys())
def test_a_header_block_quotes_the_rest(block: str) -> None:
    assert quoted(f"{OWN}\n\n{block}\n{OLD}") == [f"{block}\n{OLD}"]


def test_answers_between_cited_lines_stay_unmarked() -> None:
    body = f"{HEADS['gmail-en']}\n> Price?\n\nUSD 5.\n\n> Lead time?\n4 weeks."
    assert quoted(body) == [f"{HEADS['gmail-en']}\n> Price?", "> Lead time?"]


@pytest.mark.parametrize(
    "body",
    [
        "From: Busan\nTo: Hamburg\nDate: 3 March\nplease quote the freight",
        "On 3 March we wrote: price is 5.\nIs it still valid?",
        "납기는 2026년 3월 2일까지 부탁드립니다.",
        "To: be discussed\nFrom: our side all is fine",
        "----------------------------------------\nTOTAL 5,000\n--------------------",
        "a -> b\nx > 5 kg",
        "2026년 5월 3일 김과장님이 작성하신 사양서 기준:\n입금계좌: 우리은행 1002-123-456789",
        "2026-05-03 10:30 김과장님이 작성하신 사양서 기준:\n단가 500원",
        "김과장 <kim@a.kr> 작성하신 사양서 기준:\n단가 500원",
        "발신: 새솔산업\n수신: 한빛무역\n참조: 구매팀\n제목: 견적 송부\n\n단가 500원",
    ],
)
def test_trade_text_that_looks_a_little_like_a_quote_is_none(body: str) -> None:
    assert quoted(body) == []


def test_a_block_that_the_html_cites_is_quoted() -> None:
    body = "No.\nWill 5 do?\nBye"
    assert [(m.start, m.end) for m in marks(body, [(4, 14)])] == [(4, 14)]


@pytest.mark.parametrize(
    ("body", "signature"),
    [
        ("Price is 5.\n\n-- \nKim Minsu\nHanbit Co.", "-- \nKim Minsu\nHanbit Co."),
        ("Price is 5.\n\nSent from my iPhone", "Sent from my iPhone"),
        ("단가 5달러\n\n나의 iPhone에서 보냄", "나의 iPhone에서 보냄"),
        (
            "단가 5달러입니다.\n감사합니다.\n\n김민수 과장 | (주)한빛\nTel 02-555-1234",
            "김민수 과장 | (주)한빛\nTel 02-555-1234",
        ),
        (
            "Price is 5.\n\nBest regards,\nTram Huynh\nDai Lam Co.\nM: +84 900 000 136",
            "Tram Huynh\nDai Lam Co.\nM: +84 900 000 136",
        ),
    ],
)
def test_signatures(body: str, signature: str) -> None:
    assert signed(body) == [signature]


def test_a_signature_stops_where_a_quote_begins() -> None:
    body = f"Price is 5.\n\n-- \nKim\n\n{CITED}\n\nBye"
    assert signed(body) == ["-- \nKim"]


def test_a_last_paragraph_of_terms_is_no_signature() -> None:
    assert signed("Dear Kim,\n\nPrice: 5\nDelivery: 4 weeks\nPayment: T/T") == []


def test_a_quote_of_a_mail_in_the_thread_is_left_out() -> None:
    assert read(f"{OWN}\n\n{HEADS['gmail-ko']}\n{CITED}", OLD) == [OWN]


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS.keys())
def test_an_outlook_quote_of_a_mail_in_the_thread_is_left_out(block: str) -> None:
    assert read(f"{OWN}\n\n{block}\n{OLD}", OLD) == [OWN]


def test_a_quote_of_a_mail_that_is_not_there_is_read() -> None:
    body = f"{OWN}\n\n{HEADS['gmail-ko']}\n{CITED}"
    assert read(body, "다른 이야기입니다.") == [body]


def test_a_quote_that_was_wrapped_anew_is_left_out() -> None:
    old = "Our price is USD 5.20 per piece, FOB Busan, and delivery takes four weeks or so."
    wrapped = (
        "> Our price is USD 5.20 per piece, FOB Busan, and\n> delivery takes four weeks or\n> so."
    )
    assert read(f"OK.\n\n{HEADS['gmail-en']}\n{wrapped}", old) == ["OK."]


def test_an_answer_inside_an_outlook_quote_is_read() -> None:
    answered = OLD.replace("\n", "\n→ 5.00으로 부탁드립니다\n")
    found = read(f"아래 답변드립니다.\n\n{BLOCKS['original']}\n{answered}", OLD)
    assert found == ["아래 답변드립니다.", "→ 5.00으로 부탁드립니다"]


def test_a_line_whose_figure_was_changed_in_the_quote_is_read() -> None:
    """A forged history must not pass as what the thread said."""
    forged = f"{OLD}\n입금 계좌는 우리은행 1002입니다."
    changed = forged.replace("5.20", "52.0")
    found = read(f"확인 바랍니다.\n\n{BLOCKS['original']}\n{changed}", forged)
    assert found == ["확인 바랍니다.", "단가는 USD 52.0/pc 입니다."]


def test_a_smaller_number_inside_a_larger_one_is_no_repeat() -> None:
    found = read(f"Hi\n\n{BLOCKS['original']}\n1,000 pcs please\nand soon, thank you", "11,000 pcs"
                 " please\nand soon, thank you")  # fmt: skip
    assert found == ["Hi", "1,000 pcs please"]


def test_of_two_quoted_mails_the_missing_one_is_read() -> None:
    missing = "저희 예산은 4,500달러이고 8월까지 입고되어야 합니다."
    body = f"{OWN}\n\n{BLOCKS['outlook-ko']}\n{OLD}\n\n{BLOCKS['outlook-ko']}\n{missing}"
    assert read(body, OLD) == [OWN, f"{BLOCKS['outlook-ko']}\n{missing}"]


def test_a_mail_without_quotes_is_read_whole() -> None:
    assert read(OLD) == [OLD]


LINES = st.lists(
    st.sampled_from([OWN, CITED, HEADS["gmail-ko"], BLOCKS["original"], "", "-- ", "T 02-555-1234"])
    | st.text(max_size=30)
)


@given(LINES)
def test_marks_are_sorted_and_never_overlap(parts: list[str]) -> None:
    body = "\n".join(parts)
    ends = [0] + [place for mark in marks(body) for place in (mark.start, mark.end)]
    assert ends == sorted(ends)
    assert ends[-1] <= len(body)


@given(LINES, LINES)
def test_what_is_unmarked_is_always_read(parts: list[str], before: list[str]) -> None:
    message = mail("\n".join(parts))
    read_at = {
        at
        for start, end in readable(message, [mail("\n".join(before))])
        for at in range(start, end)
    }
    marked = {
        at
        for mark in message.marks
        if mark.kind is MarkKind.QUOTED
        for at in range(mark.start, mark.end)
    }
    own = {at for at, char in enumerate(message.body) if not char.isspace()} - marked
    assert own <= read_at
