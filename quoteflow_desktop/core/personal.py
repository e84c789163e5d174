"""How personal data looks in Korean and English text: forms, check digits, names by their titles.

Numbers with a check digit count only where it fits, so part numbers and prices are none. Names
are seen only beside a title or a label, which is as far as rules go. Must not know what is put in
their place.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a run of personal data is."""

    EMAIL = "email"
    PHONE = "phone"
    RESIDENT = "resident"  # Korean resident registration number
    BUSINESS = "business"  # Korean business registration number
    ACCOUNT = "account"
    IBAN = "iban"
    CARD = "card"
    NAME = "name"


class Found(NamedTuple):
    """``text[start:end]`` is of this kind."""

    kind: Kind
    start: int
    end: int


# Korean endings stand at an address without a space ("kim@saesol.kr로"), so letters other than
# ASCII belong to it only where the rest of the name or the domain is made of such.
_EMAIL = re.compile(
    r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|[\w-]+(?:\.[\w-]+)+)"
    r"|[\w.%+-]{0,63}[^\W\x00-\x7f]@[\w-]+(?:\.[\w-]+)+"
)
_RESIDENT = re.compile(
    r"(?<!\d)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s?-\s?[1-8]\d{6}(?!\d)"
)
_BUSINESS = re.compile(r"(?<![\d-])(\d{3})-(\d{2})-(\d{5})(?![\d-])")
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}(?![A-Za-z0-9])")
_CARD = re.compile(r"(?<![\d-])\d{4}(?:[ -]?\d{4}){2}[ -]?\d{1,7}(?![\d-])")
_ACCOUNT = re.compile(
    r"(?:계좌(?:번호)?|입금계좌|account(?: ?(?:no|number))?|a/c(?: ?no)?)\s*[.:：]?\s*"
    r"(?:[가-힣A-Za-z]{2,12}(?:은행|뱅크| bank)?\s+)?(?P<it>\d[\d -]{7,22}\d)",
    re.IGNORECASE,
)
_BANKED = re.compile(
    r"(?:[가-힣]{2,6}은행|농협|신협|수협|카카오뱅크|토스뱅크)\s+(?P<it>\d[\d-]{8,20}\d)"
)
# No part of a longer number or code, and no air waybill, which has a telephone's form.
_ALONE = r"(?<![0-9A-Za-z-])(?<![0-9][.,])(?<!AWB )(?<!AWB: )(?<!AWB No )"
_AREA, _AMERICAN_AREA = r"0(?:[0-9]{1,2}|50[0-9])", r"[2-9][0-9]{2}"
_PHONE = re.compile(
    r"(?<![0-9])\+[0-9](?:[ .()-]{0,3}[0-9]){6,14}(?![0-9])"  # E.164: 15 digits at most
    rf"|{_ALONE}(?:"
    rf"(?:\({_AREA}\)[ .-]{{0,2}}|{_AREA}(?:\)[ .-]{{0,2}}|[ .-]{{1,2}}))"
    r"[0-9]{3,4}[ .-][0-9]{4}"
    r"|01[016789][0-9]{7,8}"
    rf"|(?:\({_AMERICAN_AREA}\)[ .-]{{0,2}}|{_AMERICAN_AREA}[ .-]{{1,2}})[0-9]{{3}}[.-][0-9]{{4}}"
    r"|1[568][0-9]{2}-[0-9]{4}"
    r")(?![0-9])"
)

KOREAN_TITLES = (
    "대표이사", "대표", "이사", "상무", "전무", "부장", "차장", "과장", "대리", "주임", "사원",
    "실장", "팀장", "센터장", "사장", "부사장", "회장", "소장", "본부장", "매니저", "선임", "책임",
    "수석", "교수", "박사",
)  # fmt: skip
_TITLE_KO = rf"(?:{'|'.join(KOREAN_TITLES)})"
_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노하곽성차주우구민진지엄채원천방공"
    "현함변염여추도소석선설마길연위표명기반왕금옥육인맹"
)
_KOREAN_NAME = rf"(?:남궁|황보|제갈|선우|[{_SURNAMES}])[가-힣]{{1,2}}"
_LABELLED_KO = re.compile(
    rf"(?:담당자?|작성자|성명|이름|대표자?|연락처|문의)\s*[:：]\s*(?P<it>{_KOREAN_NAME})(?![가-힣])"
)
_BARE_LABEL_KO = re.compile(
    rf"(?:담당자?|작성자|성명)\s+(?P<it>{_KOREAN_NAME})(?=\s*(?:{_TITLE_KO}|님|씨|[,/(\n]|$))"
)
_TITLED_KO = re.compile(
    rf"(?<![가-힣])(?P<it>{_KOREAN_NAME})"
    rf"(?=\s?{_TITLE_KO}님?(?:께서?|이|은|과|와|의|에게)?(?![가-힣])|\s?(?:님|씨)(?![가-힣]))"
)
# Words that begin like a surname and stand before a title.
_NO_NAMES = frozenset(
    re.findall(
        r"\w+",
        "공급자 공급사 공장 공동 구매 구매팀 구매부 구매자 기술 기술부 기술팀 기획 기획팀 "
        "고객 고객사 고객님 남자 민간 방문 선임 선박 선생 선생님 손님 신임 신규 안전 여자 "
        "여러 우리 이사 인사 인사팀 인사부 임시 전략 전무 전산 전임 전체 정부 조달 조달팀 "
        "주요 지난 지역 지원 지원팀 현장 현지 현직 황금",
    )
)
_NAME_EN = r"[A-Z][a-z'’-]+(?:[ ](?:[A-Z]\.|[A-Z][a-z'’-]+)){0,2}"
_TITLED_EN = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.?\s+(?P<it>{_NAME_EN})")
_LABELLED_EN = re.compile(
    r"(?:^|\b)(?:Contact(?: person)?|Attn\.?|Attention|Name|Prepared by|Signed by)\s*:\s*"
    rf"(?P<it>{_NAME_EN})"
)


def personal_data(text: str, *, names: bool = True) -> tuple[Found, ...]:
    """All that a rule can see, in the order of the text and not overlapping; where two kinds
    would, the one that is harder to mistake counts. Without ``names`` addresses and numbers only.
    """
    taken: list[Found] = []
    for found in _numbers(text):
        _take(found, taken)
    if names:
        for found in _names(text):
            _take(found, taken)
    return tuple(sorted(taken, key=lambda one: one.start))


def _take(found: Found, taken: list[Found]) -> None:
    if all(found.end <= other.start or other.end <= found.start for other in taken):
        taken.append(found)


def _numbers(text: str) -> Iterator[Found]:
    yield from _all(Kind.EMAIL, _EMAIL, text)
    yield from _all(Kind.RESIDENT, _RESIDENT, text)
    yield from _ibans(text)
    yield from _all(Kind.CARD, _CARD, text, is_card)
    yield from _all(Kind.BUSINESS, _BUSINESS, text, is_business_number)
    yield from _all(Kind.ACCOUNT, _ACCOUNT, text)
    yield from _all(Kind.ACCOUNT, _BANKED, text)
    yield from _all(Kind.PHONE, _PHONE, text)


def _names(text: str) -> Iterator[Found]:
    for pattern in (_LABELLED_KO, _BARE_LABEL_KO, _TITLED_EN, _LABELLED_EN):
        yield from _all(Kind.NAME, pattern, text)
    yield from _all(Kind.NAME, _TITLED_KO, text, lambda name: name not in _NO_NAMES)


def _all(
    kind: Kind, pattern: re.Pattern[str], text: str, holds: Callable[[str], bool] = lambda _: True
) -> Iterator[Found]:
    """Every match, of a pattern with a label before it the part named ``it``."""
    part: int | str = "it" if "it" in pattern.groupindex else 0
    matches: Iterable[re.Match[str]] = pattern.finditer(text)
    return (Found(kind, *match.span(part)) for match in matches if holds(match[part]))


def _ibans(text: str) -> Iterator[Found]:
    """Account numbers by ISO 13616; capitals that follow one ("... 00 BIC COBADEFF") are none."""
    for match in _IBAN.finditer(text):
        words = match[0].split(" ")
        while words and not is_iban("".join(words)):
            words.pop()
        if words:
            yield Found(Kind.IBAN, match.start(), match.start() + len(" ".join(words)))


def is_business_number(text: str) -> bool:
    """The check digit of a Korean business registration number (National Tax Service)."""
    digits = [int(c) for c in text if c.isdigit()]
    weights = (1, 3, 7, 1, 3, 7, 1, 3, 5)
    total = sum(d * w for d, w in zip(digits, weights, strict=False)) + digits[8] * 5 // 10
    return (10 - total % 10) % 10 == digits[9]


def is_iban(text: str) -> bool:
    """ISO 13616: the number with its head moved to the end is 1 modulo 97."""
    plain = text.replace(" ", "")
    if not 15 <= len(plain) <= 34:
        return False
    return int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1


def is_card(text: str) -> bool:
    """13 to 19 digits that pass the Luhn check."""
    digits = [int(c) for c in text if c.isdigit()]
    if not 13 <= len(digits) <= 19:
        return False
    doubled = [d * 2 - 9 * (d > 4) if n % 2 else d for n, d in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0
