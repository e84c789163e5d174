"""Terms of trade as texts: payment, lead time, packing, warranty, certificates, validity.

Each list holds patterns of one language; ``<a|b>`` is a choice and ``<10-60:5>`` a range, as in
``goods``. The last patterns of each list are kept for family B. Must not know the deal.
"""

import re
from functools import lru_cache
from random import Random

_CHOICE = re.compile(r"<([^<>]+)>")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)")


class Phrases(tuple[str, ...]):
    """Phrasings of one thing. ``of("B")`` gives the share that families A and C never use."""

    def of(self, family: str) -> tuple[str, ...]:
        return _share(self, family == "B")


@lru_cache(maxsize=4000)
def _share(phrases: Phrases, held_out: bool) -> tuple[str, ...]:
    if len(phrases) < 5:
        return tuple(phrases)
    kept = max(1, round(len(phrases) * 0.15))
    return tuple(phrases[-kept:]) if held_out else tuple(phrases[:-kept])


def expand(rng: Random, pattern: str) -> str:
    """The pattern with its choices and ranges drawn."""

    def draw(match: re.Match[str]) -> str:
        ranged = _RANGE.fullmatch(match[1])
        if not ranged:
            return rng.choice(match[1].split("|"))
        low, high, step = (float(part) for part in ranged.groups())
        value = low + step * rng.randint(0, round((high - low) / step))
        return f"{value:,.0f}" if step >= 1 and low == int(low) else f"{value:.1f}"

    return _CHOICE.sub(draw, pattern) if "<" in pattern else pattern


def split_deposit(rng: Random) -> tuple[int, int]:
    """A deposit and the rest in percent."""
    deposit = rng.choice((10, 20, 25, 30, 30, 30, 40, 50, 50))
    return deposit, 100 - deposit


PAYMENT_EN = Phrases((
    "T/T {a}% deposit, {b}% before shipment", "{a}% deposit, balance against copy of B/L", "T/T {a}/{b}", "L/C at sight",
    "irrevocable L/C at sight", "100% T/T in advance", "T/T in advance", "net <15|30|45|60> days", "Net <30|45|60>",
    "{a}% advance and {b}% against scan of B/L", "D/P at sight", "<30|45|60> days from B/L date", "TT {a}% with order, {b}% prior to dispatch",
    "{a}% T/T down payment, {b}% on shipping documents", "L/C <60|90> days", "CAD", "<30|45|60> days after invoice", "cash before delivery",
    "{a}% with PO and {b}% when goods are ready", "T/T within <7|10|14> days after shipment", "O/A <30|45|60> days", "{a}% up front, {b}% before loading",
    "D/A <60|90> days", "{a}% on order confirmation, rest before dispatch", "prepayment by bank transfer", "wire transfer, {a}% deposit + {b}% before ex-factory",
    "payment in full before shipment", "{a}% deposit by T/T, {b}% by L/C at sight", "<14|30> days net from date of invoice",
    "{a}% TT upon PI, remaining {b}% against telex release", "documentary collection at sight", "{a}% at order and the balance prior to loading",
    "T/T <30|45> days EOM", "{b}% against inspection certificate, {a}% as prepayment", "confirmed L/C, <30|60> days usance",
))  # fmt: skip
PAYMENT_KO = Phrases((
    "T/T {a}% 선금, 잔금 {b}% 선적 전", "T/T {a}% 선금, {b}% 출고 전", "선금 {a}%, 잔금 {b}%", "계약금 {a}%, 납품 후 {b}%", "L/C at sight", "일람불 신용장",
    "전액 선입금", "100% 선결제", "세금계산서 발행 후 <15|30|45|60>일 이내 현금", "월말 마감 익월 <10|15|25|말>일 현금", "납품 후 <30|45|60>일",
    "T/T {a}/{b}", "발주 시 {a}%, 선적 전 {b}%", "익월말 결제", "T/T in advance", "선급금 {a}% / 출하 시 {b}%", "B/L 사본 받고 잔금 {b}% (선금 {a}%)",
    "납품 완료 후 익월 현금", "T/T {a}% deposit, {b}% before shipment", "계약 시 {a}%, 검수 후 {b}%", "B/L date 후 <30|60>일 T/T", "현금 결제 (출고 전 입금)",
    "검수 완료 후 <7|14|30>일 이내 계좌이체", "L/C 60 days", "전자어음 <60|90>일", "선금 {a}% 입금 후 생산, 잔금 {b}% 선적 전", "O/A <30|60>일",
    "인수 후 <10|20|30>일 이내 송금", "Net 30", "발주 후 3일 내 {a}%, 납품 시 {b}%", "계약금 {a}%에 중도금 없이 잔금 {b}%", "세금계산서 기준 당월 말 송금",
    "기성 청구 후 <15|30>일", "T/T 선급 {a}%, B/L 사본 수령 후 {b}%",
))  # fmt: skip
LEAD_EN = Phrases((
    "<2-10:1> weeks after deposit", "<15-60:5> days after order confirmation", "<3-12:1> weeks ARO", "<10-45:5> working days", "<20-60:5> days after receipt of deposit",
    "<2|3|4|5|6>-<7|8|9> weeks", "approx. <3-10:1> weeks from PO", "<25-60:5> days from receipt of L/C", "<5-20:5> business days after payment", "ex stock",
    "<15-45:5> days", "<4-12:1> weeks from drawing approval", "<30-75:5> days after artwork approval", "within <2-8:1> weeks of order", "<7-30:1> calendar days after PO",
    "<10|15|20>-<25|30> days after deposit", "about <2-8:1> weeks", "<1|2|3> months after order", "<6-14:2> weeks after sample approval", "<3-9:1> wks after order",
    "<20-50:5> days upon receipt of your deposit", "<2-6:1> weeks from clear order", "<12-40:4> days after the PO is signed", "<5-9:1> weeks production after down payment",
    "<10-30:5> days counted from prepayment", "<2-6:1> weeks, starting from order date",
))  # fmt: skip
LEAD_KO = Phrases((
    "발주 후 <5-60:5>일", "발주 후 <2-10:1>주", "입금 후 <7-45:1>일", "선금 입금 후 <15-60:5>일", "계약 후 <3-12:1>주 이내", "주문일로부터 <7-30:1>일", "발주일로부터 약 <2-8:1>주",
    "<3-20:1>영업일", "발주 후 <5-30:5>영업일 이내", "PO 접수 후 <3-9:1>주", "도면 승인 후 <3-8:1>주", "L/C 개설 후 <20-45:5>일", "샘플 승인 후 <20-45:5>일", "<10|15|20>~<25|30>일",
    "약 <1|2|3>개월", "발주 후 익일 출고", "재고 보유, 즉시 출고 가능", "오더 확정 후 <20-50:5>일", "PO 후 <15-45:5>일", "<2|3|4>~<5|6|7>주", "결제 확인 후 <3-15:1>일 이내",
    "발주서 접수일 기준 <10-40:5>일", "계약금 입금일로부터 <15-45:5>일", "시안 확정 후 <10-30:5>일", "주문 확정일 포함 <5-20:1>일", "생산 착수 후 약 <3-7:1>주",
))  # fmt: skip
PACK_EN = Phrases((
    "standard export carton", "<10-100:10> pcs per carton", "export wooden case", "<20|25>kg PP bag on pallets", "inner box + master carton", "<12|24|48> pcs/ctn, palletized",
    "individual polybag, <50-200:50> pcs per carton", "neutral carton, no logo", "seaworthy packing", "fumigated wooden pallets", "each in color box, <6|12|24> per export carton",
    "<200|1000>L IBC", "shrink wrapped on pallet", "bulk in 1 MT jumbo bags", "double wall carton with foam", "vacuum bag in carton", "plywood crate", "your own brand gift box",
    "anti-static tray and carton", "<5|10>kg bag in carton", "5-layer export cartons on euro pallets", "waterproof paper, steel strapped", "blister + <20|40> pcs inner box",
    "loose loaded without pallets", "ISPM-15 pallets, stretch film", "master box of <16|32|36>, corner protected",
))  # fmt: skip
PACK_KO = Phrases((
    "수출용 카톤", "1박스 <10-100:10>개입", "팔레트 포장", "목상자 포장", "<20|25>kg 포대, 팔레트 적재", "개별 PE백 후 <20-100:20>개 카톤", "무지 박스 포장", "내부 폼 + 이중 골판지",
    "박스당 <6|12|24>개, 래핑", "벌크 포장", "<500|1000>kg 톤백", "진공 포장 후 박스", "수출 목재 포장(열처리)", "OEM 단상자 + 카톤", "낱개 단상자, <24|48>입 아웃박스", "기본 포장",
    "카톤 <10|20|30>입, 팔레트 <24|36>박스", "정전기 방지 트레이 포장", "에어캡 + 카톤", "<18|20>L 캔", "비닐 개별포장", "드럼 4개 1팔레트", "방수지 포장 후 밴딩", "당사 표준 포장",
    "스킨 포장 후 <12|20>입 소박스", "비목재 팔레트에 랩핑",
))  # fmt: skip
WARRANTY_EN = Phrases((
    "<1|2|3|5> years", "<12|18|24|36> months from B/L date", "<12|18|24> months after delivery", "1 year from shipment", "2-year limited warranty", "<12|24> months",
    "<1|2|3>-year parts only", "18 months from shipment or 12 months from installation", "<5|10> years against corrosion", "one year on parts and labour",
    "<24|36> months ex works", "<2|3> years from invoice date",
))  # fmt: skip
WARRANTY_KO = Phrases((
    "<1|2|3|5>년", "납품 후 <1|2>년", "<12|18|24>개월", "출고일로부터 <1|2|3>년", "설치 후 <12|24>개월", "무상 <1|2>년", "선적일 기준 <12|18|24>개월", "인수일로부터 1년",
    "검수 후 <1|2>년", "<1|2|3>년 무상보증", "제조일로부터 <24|36>개월", "시운전 완료 후 <12|18>개월",
))  # fmt: skip
VALID_EN_SPAN = Phrases((
    "<7|10|14|15|30|45|60|90> days", "<7|14|15|30|60> days from today", "<2|3|4> weeks", "one month", "<30|60|90> days from date of issue", "<14|30> days from this date", "two weeks",
    "<10|20|30> days from quotation date", "<15|45> days after issue",
))  # fmt: skip
VALID_KO_SPAN = Phrases((
    "<7|10|14|15|30|60>일", "견적일로부터 <7|14|15|30>일", "발행일로부터 <15|30>일", "<2|3|4>주", "1개월", "견적 제출 후 <10|15|30>일", "<15|30>일간", "견적일 기준 <10|20|30>일",
    "제출일로부터 <1|2>개월",
))  # fmt: skip

_CERT: dict[str, tuple[str, ...]] = {
    "energy": ("IEC 61215", "TUV", "CE", "UL 1741", "KS 인증", "UN38.3", "CE, TUV"), "electronics": ("KC", "CE", "RoHS", "UL", "FCC", "CE, RoHS", "KC, CE", "PSE"),
    "semiconductor": ("RoHS", "AEC-Q100", "SEMI S2", "ISO 9001", "REACH"), "machinery": ("CE", "ISO 9001", "KCs", "ATEX", "CE, ISO 9001"),
    "automotive": ("IATF 16949", "ECE R90", "DOT", "E-mark", "SAE"), "metals": ("EN 10204 3.1", "mill test certificate", "JIS", "ASTM A312", "KS D 3503"),
    "chemicals": ("REACH", "ISO 9001", "K-REACH", "NSF", "COA"), "plastics": ("FDA", "RoHS", "UL94 V-0", "REACH"), "textiles": ("OEKO-TEX", "GOTS", "GRS", "BSCI", "KC"),
    "cosmetics": ("ISO 22716", "CPNP", "GMP", "vegan", "할랄"), "food": ("HACCP", "FSSC 22000", "HALAL", "BRC", "ISO 22000", "유기농 인증"), "agriculture": ("GAP", "ISO 9001", "SGS", "organic", "phytosanitary certificate"),
    "medical": ("ISO 13485", "CE", "FDA 510(k)", "MFDS", "KGMP", "CE, ISO 13485"), "pharma": ("GMP", "CEP", "DMF", "USP", "KDMF", "ISO 15378"), "construction": ("KS", "CE", "ASTM E84", "ISO 14001", "환경표지"),
    "furniture": ("FSC", "BIFMA", "CARB P2", "E0", "EN 1335"), "software": ("ISO 27001", "GS인증", "CSAP", "SOC 2"), "paper": ("FSC", "PEFC", "ISO 9001", "FDA"),
    "sports-toys": ("EN 71", "KC", "ASTM F963", "CPC", "CE"), "marine": ("KR", "DNV", "SOLAS", "ABS", "MED", "CCS"),
}  # fmt: skip


def certificate(rng: Random, industry: str) -> str:
    """A product certificate of the industry."""
    return rng.choice(_CERT[industry])
