"""Personal data out: what a rule can see is replaced by a word for its kind.

Numbers with a check digit are masked only where it fits, so part numbers and prices stay. Names
are seen only beside a title or a label, which is as far as rules go. Must not know documents.
"""

import re
from collections import Counter
from collections.abc import Callable

EMAIL, PHONE, RESIDENT, BUSINESS = "[이메일]", "[전화번호]", "[주민등록번호]", "[사업자등록번호]"
ACCOUNT, IBAN, CARD, NAME = "[계좌번호]", "[IBAN]", "[카드번호]", "[이름]"

_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_RESIDENT = re.compile(
    r"(?<!\d)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s?-\s?[1-8]\d{6}(?!\d)"
)
_BUSINESS = re.compile(r"(?<![\d-])(\d{3})-(\d{2})-(\d{5})(?![\d-])")
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}(?![A-Za-z0-9])")
_CARD = re.compile(r"(?<![\d-])\d{4}(?:[ -]?\d{4}){2}[ -]?\d{1,7}(?![\d-])")
_PHONE = re.compile(
    r"(?<![\d\w-])(?:\+\d{1,3}[ .-]?(?:\(0\)[ .-]?)?(?:\(\d{1,4}\)[ .-]?)?"
    r"\d{1,4}(?:[ .-]\d{2,8}){1,4}"
    r"|\+\d{8,14}|0(?:2|1[016789]|[3-6]\d|70|50\d)[ .)-]{1,2}\d{3,4}[ .-]\d{4}|01[016789]\d{7,8}"
    r"|\(0\d{1,2}\)\s?\d{3,4}[ .-]\d{4}|1[568]\d{2}-\d{4})(?![\d\w-])"
)
_ACCOUNT = re.compile(
    r"((?:계좌(?:번호)?|입금계좌|account(?: ?(?:no|number))?|a/c(?: ?no)?)\s*[.:：]?\s*"
    r"(?:[가-힣A-Za-z]{2,12}(?:은행|뱅크| bank)?\s+)?)(\d[\d -]{7,22}\d)",
    re.IGNORECASE,
)
_BANKED = re.compile(
    r"((?:[가-힣]{2,6}은행|농협|신협|수협|카카오뱅크|토스뱅크)\s+)(\d[\d-]{8,20}\d)"
)
_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노하곽성차주우구민진지엄채원천방공"
    "현함변염여추도소석선설마길연위표명기반왕금옥육인맹"
)
_KOREAN_NAME = rf"(?:남궁|황보|제갈|선우|[{_SURNAMES}])[가-힣]{{1,2}}"
_TITLE_KO = (
    r"(?:사원|주임|대리|과장|차장|부장|이사|상무|전무|부사장|사장|대표|팀장|실장|본부장|센터장|교수|박사|"
    r"매니저|책임|선임|수석)"
)
_LABELLED_KO = re.compile(
    rf"((?:담당자?|작성자|성명|이름|대표자?|연락처|문의)\s*[:：]\s*)({_KOREAN_NAME})(?![가-힣])"
)
_BARE_LABEL_KO = re.compile(
    rf"((?:담당자?|작성자|성명)\s+)({_KOREAN_NAME})(?=\s*(?:{_TITLE_KO}|님|씨|[,/(\n]|$))"
)
_TITLED_KO = re.compile(
    rf"(?<![가-힣])({_KOREAN_NAME})"
    rf"(?=\s?{_TITLE_KO}님?(?:께서?|이|은|과|와|의|에게)?(?![가-힣])|\s?(?:님|씨)(?![가-힣]))"
)
# Words that begin like a surname and stand before a title.
_NO_NAMES = frozenset(
    re.findall(
        r"\w+",
        "공급자 공급사 공장 공동 구매 구매팀 구매부 구매자 기술 기술부 기술팀 기획 기획팀 "
        "고객 고객사 고객님 남자 민간 방문 선임 선박 선생 선생님 손님 신임 신규 안전 여자 "
        "여러 우리 이사 인사 인사팀 인사부 임시 전략 전무 전산 전임 전체 정부 조달 조달팀 "
        "주요 지역 지원 지원팀 현장 현지 현직 황금",
    )
)
_NAME_EN = r"[A-Z][a-z'’-]+(?:[ ](?:[A-Z]\.|[A-Z][a-z'’-]+)){0,2}"
_TITLED_EN = re.compile(rf"\b((?:Mr|Mrs|Ms|Miss|Dr|Prof)\.?\s+)({_NAME_EN})")
_LABELLED_EN = re.compile(
    r"((?:^|\b)(?:Contact(?: person)?|Attn\.?|Attention|Name|Prepared by|Signed by)\s*:\s*)"
    rf"({_NAME_EN})"
)


def mask(text: str, *, names: bool = True) -> tuple[str, Counter[str]]:
    """The text with personal data replaced, and how often each kind was."""
    found: Counter[str] = Counter()

    def put(mark: str, holds: Callable[[str], bool] = lambda _: True) -> Callable[..., str]:
        def replaced(match: re.Match[str]) -> str:
            if not holds(match[0]):
                return match[0]
            found[mark] += 1
            return mark

        return replaced

    def second(mark: str) -> Callable[..., str]:
        def replaced(match: re.Match[str]) -> str:
            found[mark] += 1
            return f"{match[1]}{mark}"

        return replaced

    text = _EMAIL.sub(put(EMAIL), text)
    text = _RESIDENT.sub(put(RESIDENT), text)
    text = _IBAN.sub(put(IBAN, is_iban), text)
    text = _CARD.sub(put(CARD, is_card), text)
    text = _BUSINESS.sub(put(BUSINESS, is_business_number), text)
    text = _ACCOUNT.sub(second(ACCOUNT), text)
    text = _BANKED.sub(second(ACCOUNT), text)
    text = _PHONE.sub(put(PHONE), text)
    if names:
        for pattern in (_LABELLED_KO, _BARE_LABEL_KO, _TITLED_EN, _LABELLED_EN):
            text = pattern.sub(second(NAME), text)
        text = _TITLED_KO.sub(put(NAME, lambda name: name not in _NO_NAMES), text)
    return text, found


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
