"""Units of goods as written in trade mail, and which spellings mean the same.

Also the units that are no goods (watts, days, people), so that "24V" is no quantity. Must not
know numbers or prices.
"""

import re
from collections.abc import Iterator

# Normal form: spellings. Latin ones are matched without regard to case.
_LATIN: dict[str, tuple[str, ...]] = {
    "pcs": ("pcs", "pc", "pce", "pces", "pieces", "piece", "ea", "each", "nos", "unit", "units"),
    "set": ("sets", "set"),
    "pair": ("pairs", "pair", "prs"),
    "dozen": ("dozens", "dozen", "doz", "dz"),
    "box": ("boxes", "box", "bxs", "bx"),
    "carton": ("cartons", "carton", "ctns", "ctn", "cases", "case", "c/t"),
    "pallet": ("pallets", "pallet", "plts", "plt"),
    "roll": ("rolls", "roll"),
    "reel": ("reels", "reel"),
    "coil": ("coils", "coil"),
    "spool": ("spools", "spool"),
    "bag": ("bags", "bag"),
    "sack": ("sacks", "sack"),
    "drum": ("drums", "drum", "drs", "dr"),
    "pail": ("pails", "pail"),
    "cone": ("cones", "cone"),
    "barrel": ("barrels", "barrel", "bbls", "bbl"),
    "bale": ("bales", "bale"),
    "bundle": ("bundles", "bundle"),
    "can": ("cans",),
    "bottle": ("bottles", "bottle", "btls", "btl"),
    "jar": ("jars", "jar"),
    "tube": ("tubes", "tube"),
    "vial": ("vials", "vial"),
    "pack": ("packs", "pack", "packets", "packet", "pkgs", "pkg", "packages", "package", "pks"),
    "sheet": ("sheets", "sheet"),
    "plate": ("plates",),
    "tablet": ("tablets",),
    "capsule": ("capsules",),
    "kit": ("kits", "kit"),
    "lot": ("lots", "lot"),
    "head": ("heads",),
    "license": ("licenses", "license", "licences", "licence", "seats", "seat"),
    "user": ("users", "user"),
    "session": ("sessions",),
    "copy": ("copies", "copy"),
    "kg": ("kgs", "kg", "kilograms", "kilogram", "kilos", "kilo"),
    "ton": ("metric tons", "metric ton", "metric tonnes", "tonnes", "tonne", "tons", "ton",
            "mts", "mt", "m/t", "mton"),
    "lb": ("lbs", "lb", "pounds"),
    "m": ("meters", "meter", "metres", "metre", "mtrs", "mtr", "m"),
    "yd": ("yards", "yard", "yds", "yd"),
    "sqm": ("sq.m", "sqm", "m2", "m²", "sq m", "sq. m", "square meters", "square metres",
            "square meter", "square metre"),
    "sqft": ("sqft", "sq.ft"),
    "cbm": ("cbm", "m3", "m³"),
    "l": ("liters", "liter", "litres", "litre", "ltrs", "ltr", "l"),
    "gal": ("gallons", "gallon", "gal"),
}  # fmt: skip
_KOREAN: dict[str, tuple[str, ...]] = {
    "pcs": ("개", "낱개", "피스"),
    "machine": ("대",),
    "set": ("세트", "셋트", "식", "셋"),
    "pair": ("켤레", "쌍", "족"),
    "cone": ("콘",),
    "dozen": ("다스",),
    "box": ("박스", "상자", "곽"),
    "carton": ("카톤", "카튼"),
    "pallet": ("팔레트", "파렛트", "빠렛트", "파레트"),
    "roll": ("롤",),
    "reel": ("릴",),
    "coil": ("코일",),
    "bag": ("포대", "포", "봉지", "봉", "백"),
    "sack": ("자루", "마대"),
    "drum": ("드럼",),
    "bale": ("베일",),
    "bundle": ("묶음", "다발", "번들"),
    "can": ("캔",),
    "bottle": ("병",),
    "tub": ("통",),
    "tube": ("튜브",),
    "pack": ("팩",),
    "sheet": ("장", "매"),
    "bar": ("본",),
    "panel": ("면",),
    "lamp": ("등",),
    "book": ("권", "부"),
    "garment": ("벌",),
    "bolt": ("필",),
    "tablet": ("정",),
    "kit": ("키트",),
    "license": ("라이선스", "석"),
    "copy": ("카피",),
    "user": ("유저",),
    "kg": ("킬로그램", "킬로", "㎏"),
    "ton": ("톤",),
    "m": ("미터", "메타"),
    "yd": ("야드", "마"),
    "sqm": ("㎡", "제곱미터", "평방미터", "헤베"),
    "cbm": ("㎥", "입방미터", "루베"),
    "l": ("리터",),
}
_NORMAL = {w.lower(): n for table in (_KOREAN, _LATIN) for n, words in table.items() for w in words}
# "대" counts machines and is what "unit" and "EA" say of them; 본 counts pieces too.
_COUNTED = frozenset({"pcs", "machine", "bar"})


def _alternatives(table: dict[str, tuple[str, ...]]) -> str:
    words = {w for group in table.values() for w in group}
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


_AFTER_KOREAN = (
    r"(?![가-힣])|(?=(?:를|을|은|는|이|가|도|만|로|으로|씩|에|의|와|과|까지|부터|정도|이상|이하"
    r"|기준|분|입|임|이며|이고|면|라|인"
    r"|짜리|들이|건|랑|하고|요|추가|주문|발주|견적|납품|다|보다|입니다|예정|이내|가량|단위|별|포장"
    r"|한|밖에|뿐|넘|부탁)(?![가-힣])"
    r"|(?:입니|이며|이고|이라|으로|에서|에 |까지|부터|하고|이상|정도|기준|씩|단위|예정|을 |를 "
    r"|이에|이었|이면|인데|부탁|밖에))"
)
# "3 등" is "3 and so on", "3등" three lamps.
_KOREAN_UNIT = rf"(?<! (?=등))(?:{_alternatives(_KOREAN)})(?:{_AFTER_KOREAN})"
_LATIN_UNIT = rf"(?:{_alternatives(_LATIN)})(?![A-Za-z0-9²³])"
UNIT = re.compile(rf"(?P<latin>{_LATIN_UNIT})|(?P<korean>{_KOREAN_UNIT})", re.IGNORECASE)
# "개당", "per kg", "/set": what a price is for.
PER = re.compile(
    rf" ?(?:/|per |a(?=[ ](?:set|pair|box|unit|piece)))[ ]?(?P<unit>{_LATIN_UNIT}"
    rf"|(?:{_alternatives(_KOREAN)})(?:{_AFTER_KOREAN}))",
    re.IGNORECASE,
)
EACH = re.compile(r" ?(?P<unit>each|ea|apiece)(?![A-Za-z0-9])", re.IGNORECASE)
_BEFORE_PER = re.compile(
    rf"(?:(?<![A-Za-z0-9])(?P<latin>{_alternatives(_LATIN)})"
    rf"|(?<![가-힣])(?P<korean>{_alternatives(_KOREAN)}))$",
    re.IGNORECASE,
)
NOT_GOODS = re.compile(
    r"[ -]?(?:(?:kWh|mAh|Wh|Ah|kVA|VA|kW|MW|mW|W|kV|mV|V|mA|A|kHz|MHz|GHz|Hz|mm|cm|km|inches|inch"
    r"|ft|feet"
    r"|ml|mL|ML|cc|mg|g|gr|grams?|um|μm|㎛|nm|bar|psi|MPa|kPa|Pa|rpm|RPM|dB|lm|lx|GB|TB|MB|Mbps"
    r"|Gbps|dpi"
    r"|ppm|mesh|gsm|GSM|oz|T|t|D|N|Nm|kN|hp|HP|RH|pins?|pin|ch|ports?|bit|layers?|phase|cells?"
    r"|(?:(?:working|business|calendar|banking) )?(?:days?|wks?|weeks?|months?|mos?|years?|yrs?"
    r"|hours?"
    r"|hrs?|minutes?|mins?|seconds?|secs?)|times?|people|persons?|pax|st|nd|rd|th|x(?=[0-9])|℃|°C|°"
    r"|am|pm|AM|PM|a\.m\.|p\.m\.|sheeters?|FCL|LCL|TEU|FEU|containers?|HC|HQ|GP|flights?|doors"
    r"|pages?|points?)"
    r"(?![A-Za-z0-9])"
    r"|[\"″′℃°㎜㎝㎖㎎㎞㏄Ω㎾]|'(?![0-9]))"
    r"|[ ]?(?:분기|영업일|주일|주간|주년|주(?!문|세|시|신|소)|개월|월|년|시간|시(?![가-힣])|시에"
    r"|분(?!기|야|할|리|량|쇄|류|석|말|양)|초(?![가-힣])"
    r"|일(?!반|부|괄|체|정)|회|차(?!이)|번(?!들)|호|층|배(?!송|터|로|편)|명|인(?!데)|개사|개국"
    r"|개소|가지|곳|단계|세(?!트)|살|급"
    r"|등급|페이지|와트|볼트|암페어|밀리|센치|센티|인치|도(?![가-힣])|마력|그램|종(?!이)|건(?!조"
    r"|전|강|설)|군데|위(?![가-힣])"
    r"|상(?![가-힣자태])|항(?![가-힣])|교대|피트|컨테이너|컨|점(?![가-힣])|단(?![가-힣가])"
    r"|구(?![가-힣])|채널|코어|심(?![가-힣])|홀|핀"
    r"|[A-Za-z가-힣]{1,4}당(?![가-힣]))"
)


def per_before(text: str) -> Iterator[tuple[int, int, str]]:
    """Where "개당 " or "kg당" stands: (start, end with the space after it, unit as written)."""
    at = text.find("당")
    while at >= 0:
        match = _BEFORE_PER.search(text, max(0, at - 8), at)
        if match:
            end = at + 2 if text[at + 1 : at + 2] == " " else at + 1
            yield match.start(), end, match[0]
        at = text.find("당", at + 1)


def normal_unit(unit: str) -> str:
    """One spelling for all that mean the same: "PCS", "EA" and "개" give "pcs".

    An unknown unit comes back in lower case without spaces and points.
    """
    word = " ".join(unit.strip().strip(".").lower().split())
    normal = _NORMAL.get(word)
    if normal is None:
        return word.replace(" ", "").replace(".", "")
    return "pcs" if normal in _COUNTED else normal


def same_unit(left: str, right: str) -> bool:
    """Whether two units as written mean the same: "pcs" and "개", "MT" and "톤"."""
    return normal_unit(left) == normal_unit(right)
