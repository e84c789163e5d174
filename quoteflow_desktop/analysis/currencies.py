"""Currency words, codes and signs as they stand in mail, to ISO 4217.

A plain table with the patterns made of it. Must not know numbers or goods.
"""

import re

# ISO 4217 codes of trade mail; RMB, CNH and NTD are names that people write for two of them.
CODES = (
    "USD", "KRW", "EUR", "JPY", "CNY", "GBP", "VND", "THB", "INR", "SGD", "HKD", "TWD", "AUD",
    "CAD", "CHF", "AED", "SAR", "IDR", "MYR", "PHP", "BRL", "MXN", "TRY", "PLN", "SEK", "NOK",
    "DKK", "CZK", "HUF", "RUB", "ZAR", "NZD", "KWD", "BHD", "OMR", "JOD", "QAR", "EGP", "ILS",
    "KZT", "MNT", "CLP", "COP", "PEN", "PKR", "BDT", "LKR", "KES", "NGN", "UAH", "RON",
)  # fmt: skip
ALIASES = {"RMB": "CNY", "CNH": "CNY", "NTD": "TWD", "EURO": "EUR", "EUROS": "EUR", "Rs": "INR",
           "INR": "INR", "Rp": "IDR", "WON": "KRW", "won": "KRW", "Won": "KRW", "euro": "EUR",
           "euros": "EUR", "Euro": "EUR", "dollars": "USD", "dollar": "USD", "Dollars": "USD",
           "bucks": "USD", "yen": "JPY", "Yen": "JPY", "yuan": "CNY", "Yuan": "CNY",
           "usd": "USD", "krw": "KRW", "eur": "EUR", "Usd": "USD", "rmb": "CNY", "jpy": "JPY",
           "US Dollars": "USD", "US dollars": "USD", "US dollar": "USD", "US Dollar": "USD",
           "U.S. dollars": "USD", "Dhs": "AED", "DHS": "AED", "dirhams": "AED", "rupees": "INR",
           "Rupees": "INR", "baht": "THB", "Baht": "THB", "pounds sterling": "GBP", "GBP": "GBP",
           "ringgit": "MYR", "riyals": "SAR", "rand": "ZAR", "gbp": "GBP", "cny": "CNY",
           "Korean won": "KRW", "Korean Won": "KRW"}  # fmt: skip
SIGNS = {
    "US$": "USD", "U$": "USD", "HK$": "HKD", "NT$": "TWD", "S$": "SGD", "A$": "AUD", "AU$": "AUD",
    "C$": "CAD", "CA$": "CAD", "R$": "BRL", "NZ$": "NZD", "JP¥": "JPY", "CN¥": "CNY", "$": "USD",
    "€": "EUR", "£": "GBP", "₩": "KRW", "￦": "KRW", "₫": "VND", "฿": "THB", "₹": "INR",
    "₱": "PHP", "¥": "JPY", "￥": "JPY", "円": "JPY",
}  # fmt: skip
KOREAN = {
    "미국 달러": "USD", "미국달러": "USD", "미화": "USD", "미불": "USD", "달러": "USD", "불": "USD",
    "유로화": "EUR", "유로": "EUR", "엔화": "JPY", "엔": "JPY", "위안화": "CNY", "위안": "CNY",
    "인민폐": "CNY", "파운드화": "GBP", "원화": "KRW", "원": "KRW", "홍콩달러": "HKD",
    "파운드": "GBP",
    "싱가포르달러": "SGD", "대만달러": "TWD", "호주달러": "AUD", "캐나다달러": "CAD",
    "바트": "THB", "루피": "INR", "베트남동": "VND", "元": "CNY", "\\": "KRW",
}  # fmt: skip


def _alternatives(words: object) -> str:
    return "|".join(re.escape(w) for w in sorted(map(str, words), key=len, reverse=True))  # type: ignore[call-overload]


_LATIN = _alternatives([*CODES, *ALIASES])
# "won" and "bucks" are English words where no number stands before them.
_ALONE = _alternatives(w for w in [*CODES, *ALIASES] if w.lower() not in ("won", "bucks"))
_SIGN = _alternatives(SIGNS)
# A syllable that makes another word of 원, 불, 엔: raw material, fabric, defect, engine.
_NOT_MONEY = (
    r"(?!산지|자재|재료|료|본|래|하[시는고면지신여]|부자재|목|단(?!위)|사[ 를는]|두|유|안대로|물"
    r"|천|격"
    r"|활|인을|인은|장|형|칙|량|합|만족|가피|완전|편|일치|허|필요|진)"
)
_KOREAN_WORD = (
    r"(?:(?:미국 ?|홍콩|싱가포르|대만|호주|캐나다)?달러|미화|미불|유로화?|위안화?|인민폐|파운드화?"
    r"|원화|엔화|바트|루피"
    rf"|베트남동|元|[원불엔]{_NOT_MONEY})"
)
# A currency that may stand before a number or alone.
TOKEN = re.compile(
    rf"(?P<sign>(?<![A-Za-z])(?:{_SIGN})|[$€£₩￦¥￥])"
    rf"|(?<![A-Za-z0-9_-])(?P<code>{_ALONE})\.?(?![A-Za-z0-9_'’]|-[A-Za-z0-9])"
    r"|(?<![A-Za-z0-9_-])(?P<glued>USD|KRW|EUR|JPY|CNY|RMB|GBP|VND|INR|THB|AUD|SGD|AED|SAR|MYR|TWD|HKD|CAD|CHF"
    r"|Rs|ZAR|IDR|PHP|MXN|BRL|TRY|PLN|NZD|QAR|KWD|Dhs)(?=\.?[0-9])"
    # Korean key boards write the won sign as a backslash
    r"|(?P<won>(?<![A-Za-z0-9:\\/])\\(?=[ ]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{3,10})"
    r"(?![0-9A-Za-z\\])))"
    r"|(?P<korean>(?<![가-힣])(?:미국 ?달러|미화|원화|엔화|위안화|유로화|유로|달러|인민폐))"
)
# A currency right after a number.
SUFFIX = re.compile(
    rf"[ ]?(?:(?P<korean>{_KOREAN_WORD})(?:정(?![가-힣]))?|(?P<sign>US\$|[€£₩￦₫฿円$])(?![0-9])"
    rf"|(?P<code>{_LATIN})(?![A-Za-z0-9_]))"
)
# 원 or 불 apart from the number needs a word end or a particle, else it begins another word.
_PARTICLE = re.compile(
    r"(?:정|으로|에|이|을|은|의|과|도|씩|까지|부터|대|선|짜리|입|임|인데|인|만|보다|가량|정도|이상"
    r"|이하|미만)?(?![가-힣])"
    r"|(?:입니|이며|이고|이라|으로|에서|에도|부터|까지|인데|이었|씩|정도|이상)"
)


def iso_of(word: str) -> str | None:
    """The ISO code of a code, sign or word as written; None when it is no known currency."""
    word = word.strip().rstrip(".") if word not in SIGNS else word
    if word in CODES:
        return word
    for table in (ALIASES, SIGNS, KOREAN):
        if word in table:
            return table[word]
    return None


def yen_or_yuan(text: str) -> str:
    """What the sign ¥ stands for in ``text``: yuan where the text names yuan and no yen."""
    yuan = re.search(r"RMB|CNY|CNH|위안|인민폐|元", text) is not None
    yen = re.search(r"JPY|엔화|円|\byen\b", text) is not None
    return "CNY" if yuan and not yen else "JPY"


def suffix_at(text: str, position: int) -> tuple[str, int] | None:
    """The ISO code of a currency that stands right after a number, and where it ends."""
    match = SUFFIX.match(text, position)
    if not match:
        return None
    word = match["korean"] or match["sign"] or match["code"]
    apart = text[position : position + 1] == " "
    if apart and match["korean"] in ("원", "불", "엔") and not _PARTICLE.match(text, match.end()):
        return None
    code = iso_of(word)
    return (code, match.end()) if code else None
