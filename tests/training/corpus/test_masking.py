"""Personal data is gone, and the figures of a deal are not taken for it."""

import pytest

from quoteflow_desktop.core.personal import Kind
from training.corpus.masking import MARKS, mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("메일 kim.sy@saesol.co.kr 로", "메일 [이메일] 로"),
        ("전화 010-1234-5678", "전화 [전화번호]"),
        ("Tel. +82-2-555-0100", "Tel. [전화번호]"),
        ("T: (02) 555-0100, F: 02-555-0101", "T: [전화번호], F: [전화번호]"),
        ("call +49 40 1234567", "call [전화번호]"),
        ("01098765432", "[전화번호]"),
        ("주민번호 900101-1234567", "주민번호 [주민등록번호]"),
        ("사업자 220-81-62517", "사업자 [사업자등록번호]"),
        ("IBAN DE89 3704 0044 0532 0130 00", "IBAN [IBAN]"),
        ("card 4111 1111 1111 1111", "card [카드번호]"),
        ("계좌번호: 110-123-456789", "계좌번호: [계좌번호]"),
        ("국민은행 123456-01-234567", "국민은행 [계좌번호]"),
        ("Account No. 123-456789-01", "Account No. [계좌번호]"),
        ("담당자: 김서연 과장", "담당자: [이름] 과장"),
        ("담당 이정민 대리", "담당 [이름] 대리"),
        ("박지훈 팀장님께", "[이름] 팀장님께"),
        ("남궁민수 부장", "[이름] 부장"),
        ("Dear Mr. Joseph Mwangi,", "Dear Mr. [이름],"),
        ("Contact: Anna Lee", "Contact: [이름]"),
    ],
)
def test_what_is_somebody_s_is_masked(text, masked):
    assert mask(text)[0] == masked


@pytest.mark.parametrize(
    "text",
    [
        "Unit price USD 1,234.50, 10,000 pcs, total 12,345,000",
        "Part no. 4711-2222-3333-4445",  # fails the Luhn check
        "HS 8504.40-2010, size 2000-300-50 mm",
        "사업자 220-81-62518",  # wrong check digit
        "2026-11-20 10:30, 2026년 11월 20일",
        "공급자 대표 품목, 담당 부서, 이사회, 정부 과장된 표현",
        "The Ms line of motors",
        "GB82 TEST 1234 5678 9012 34",  # no valid IBAN
        "ISO 9001:2015, UN 1263, CAS 7732-18-5",
    ],
)
def test_what_is_nobody_s_stays(text):
    assert mask(text) == (text, {})


def test_names_stay_where_that_is_asked_for():
    assert mask("담당자: 김서연, a@b.kr", names=False) == (
        "담당자: 김서연, [이메일]",
        {"[이메일]": 1},
    )


def test_each_kind_is_counted():
    assert mask("a@b.kr, c@d.kr, 010-1234-5678")[1] == {"[이메일]": 2, "[전화번호]": 1}


def test_every_kind_has_a_mark_of_its_own():
    assert set(MARKS) == set(Kind)
    assert len(set(MARKS.values())) == len(Kind)
