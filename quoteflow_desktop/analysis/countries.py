"""The countries of a thread's parties, from addresses, phone numbers, names and cities.

A compact table of the world's trading places, Korean and English. Only says what the mails
show; which party is which is not known here.
"""

import re
from collections.abc import Sequence

from quoteflow_desktop.core.messages import Address

# ISO code: (phone code, names and cities in English, names and cities in Korean)
_PLACES: dict[str, tuple[str, str, str]] = {
    "kr": ("82", "South Korea|Republic of Korea|Korea|Seoul|Busan|Incheon|Daegu|Daejeon|Gwangju"
                 "|Ulsan"
           "|Suwon|Gyeonggi|Gyeonggi-do|Ansan|Changwon|Pyeongtaek|Seongnam|Hwaseong|Gimhae|Cheonan",
           "대한민국|서울|경기도|인천광역시|부산광역시|대구광역시|대전광역시|광주광역시|울산광역시"
           "|충청[남북]도|경상[남북]도|전라[남북]도"
           "|강원도|수원시|성남시|부천시|안산시|화성시|평택시|창원시|천안시|김해시"),
    "us": ("1", "USA|U\\.S\\.A\\.?|United States|New York|Los Angeles|Chicago|Houston|Texas"
                "|California"
           "|Raleigh|Portland|Seattle|Atlanta|San Francisco|San Jose|Boston|Detroit|Miami|Dallas",
           "미국|뉴욕|로스앤젤레스|시카고|휴스턴"),
    "cn": ("86", "China|P\\.R\\.C\\.?|PRC|Shenzhen|Shanghai|Beijing|Guangzhou|Ningbo|Qingdao"
                 "|Dongguan"
           "|Suzhou|Hangzhou|Tianjin|Xiamen|Yiwu|Foshan|Wuxi|Dalian|Zhejiang|Guangdong|Jiangsu"
           "|Shandong",
           "중국|상하이|상해|선전시|심천|광저우|칭다오|청도시|닝보|베이징|북경|톈진|샤먼"),
    "jp": ("81", "Japan|Tokyo|Osaka|Nagoya|Yokohama|Kobe|Fukuoka|Kyoto", "일본|도쿄|오사카|나고야"
                                        "|요코하마|고베"),
    "vn": ("84", "Vietnam|Viet Nam|Ho Chi Minh|HCMC|Hanoi|Ha Noi|Hai Phong|Haiphong|Binh Duong"
                 "|Dong Nai|Da Nang",
           "베트남|호치민|하노이|하이퐁|다낭"),
    "tw": ("886", "Taiwan|Taipei|Taoyuan|Taichung|Kaohsiung|Hsinchu|Tainan",
    "대만|타이완|타이베이|가오슝"),
    "hk": ("852", "Hong Kong|Kowloon", "홍콩"),
    "in": ("91", "India|Mumbai|Delhi|Bengaluru|Bangalore|Chennai|Pune|Hyderabad|Ahmedabad|Kolkata"
                 "|Gujarat",
           "인도(?!네시아|조건| 조건|일|시|기|장소|지|가|는|을|를|하|되|할|받|완료|예정)|뭄바이"
           "|첸나이|벵갈루루"),
    "id": ("62", "Indonesia|Jakarta|Surabaya|Bandung", "인도네시아|자카르타|수라바야"),
    "th": ("66", "Thailand|Bangkok|Chonburi|Laem Chabang", "태국|방콕"),
    "my": ("60", "Malaysia|Kuala Lumpur|Penang|Selangor|Johor", "말레이시아|쿠알라룸푸르|페낭"),
    "sg": ("65", "Singapore", "싱가포르|싱가폴"),
    "ph": ("63", "Philippines|Manila|Cebu", "필리핀|마닐라"),
    "de": ("49", "Germany|Deutschland|Hamburg|Munich|München|Berlin|Frankfurt|Stuttgart|Düsseldorf"
                 "|Cologne|Köln",
           "독일|함부르크|뮌헨|프랑크푸르트"),
    "fr": ("33", "France|Paris|Lyon|Marseille|Le Havre", "프랑스|파리시"),
    "it": ("39", "Italy|Italia|Milan|Milano|Rome|Turin|Torino|Bologna|Genoa", "이탈리아|밀라노"),
    "es": ("34", "Spain|España|Madrid|Barcelona|Valencia", "스페인|바르셀로나|마드리드"),
    "gb": ("44", "United Kingdom|U\\.K\\.|UK|England|London|Manchester|Birmingham|Felixstowe"
                 "|Scotland", "영국|런던"),
    "nl": ("31", "Netherlands|Holland|Rotterdam|Amsterdam|Eindhoven",
    "네덜란드|로테르담|암스테르담"),
    "be": ("32", "Belgium|Antwerp|Brussels", "벨기에|앤트워프"),
    "pl": ("48", "Poland|Polska|Warsaw|Warszawa|Wroclaw|Gdansk|Gdynia|Krakow", "폴란드|바르샤바"),
    "cz": ("420", "Czech Republic|Czechia|Prague|Brno|Ostrava", "체코|프라하"),
    "at": ("43", "Austria|Vienna|Linz|Graz", "오스트리아"),
    "ch": ("41", "Switzerland|Zurich|Zürich|Basel|Geneva", "스위스"),
    "se": ("46", "Sweden|Stockholm|Gothenburg|Malmö", "스웨덴"),
    "no": ("47", "Norway|Oslo|Bergen", "노르웨이"),
    "dk": ("45", "Denmark|Copenhagen|Aarhus", "덴마크"),
    "fi": ("358", "Finland|Helsinki", "핀란드"),
    "hu": ("36", "Hungary|Budapest", "헝가리"),
    "ro": ("40", "Romania|Bucharest", "루마니아"),
    "pt": ("351", "Portugal|Lisbon|Porto", "포르투갈"),
    "gr": ("30", "Greece|Athens|Piraeus", "그리스"),
    "tr": ("90", "Turkey|Türkiye|Turkiye|Istanbul|İstanbul|Izmir|Mersin|Bursa",
    "튀르키예|터키|이스탄불"),
    "ru": ("7", "Russia|Moscow|Vladivostok|St\\. Petersburg", "러시아|블라디보스토크|모스크바"),
    "ua": ("380", "Ukraine|Kyiv|Odesa|Odessa", "우크라이나"),
    "ae": ("971", "United Arab Emirates|UAE|U\\.A\\.E\\.?|Dubai|Abu Dhabi|Jebel Ali|Sharjah",
    "아랍에미리트|두바이"),
    "sa": ("966", "Saudi Arabia|Riyadh|Jeddah|Dammam", "사우디"),
    "kw": ("965", "Kuwait", "쿠웨이트"),
    "qa": ("974", "Qatar|Doha", "카타르"),
    "il": ("972", "Israel|Tel Aviv|Haifa", "이스라엘"),
    "om": ("968", "Oman|Muscat|Sohar", "오만(?![가-힣])"),
    "eg": ("20", "Egypt|Cairo|Alexandria", "이집트"),
    "za": ("27", "South Africa|Johannesburg|Durban|Cape Town", "남아프리카|남아공"),
    "ng": ("234", "Nigeria|Lagos", "나이지리아"),
    "ke": ("254", "Kenya|Nairobi|Mombasa", "케냐"),
    "au": ("61", "Australia|Sydney|Melbourne|Brisbane|Perth", "호주|시드니|멜버른"),
    "nz": ("64", "New Zealand|Auckland", "뉴질랜드"),
    "ca": ("", "Canada|Toronto|Vancouver|Montreal|Ontario|Calgary", "캐나다|토론토|밴쿠버"),
    "mx": ("52", "Mexico|México|Monterrey|Guadalajara|Manzanillo", "멕시코"),
    "br": ("55", "Brazil|Brasil|São Paulo|Sao Paulo|Santos", "브라질|상파울루"),
    "cl": ("56", "Chile|Santiago|Valparaiso", "칠레"),
    "pe": ("51", "Peru|Lima|Callao", "페루"),
    "co": ("57", "Colombia|Bogota|Bogotá", "콜롬비아"),
    "ar": ("54", "Argentina|Buenos Aires", "아르헨티나"),
    "bd": ("880", "Bangladesh|Dhaka|Chittagong|Chattogram", "방글라데시"),
    "pk": ("92", "Pakistan|Karachi|Lahore", "파키스탄"),
    "lk": ("94", "Sri Lanka|Colombo", "스리랑카"),
    "kh": ("855", "Cambodia|Phnom Penh", "캄보디아"),
    "mm": ("95", "Myanmar|Yangon", "미얀마"),
    "mn": ("976", "Mongolia|Ulaanbaatar", "몽골"),
    "kz": ("", "Kazakhstan|Almaty|Astana", "카자흐스탄"),
    "uz": ("998", "Uzbekistan|Tashkent", "우즈베키스탄"),
}  # fmt: skip
_TLD = {code: code for code in _PLACES} | {"uk": "gb"}
# Endings that firms of any country use although they are countries' own.
_GENERIC_TLDS = frozenset({"co", "io", "ai", "me", "tv", "cc"})
_PHONE_CODES = {phone: code for code, (phone, _, _) in _PLACES.items() if phone}
_DOMAIN = re.compile(r"@[A-Za-z0-9.-]*\.([A-Za-z]{2})(?![A-Za-z0-9.-]*[A-Za-z0-9])")
_PHONE = re.compile(
    r"\+ ?\(?([0-9]{1,3})(?=[ )(.-]|[0-9])([0-9 ()./-]{6,20})"
    r"|(?<![A-Za-z])(?i:tel|phone|fax|mobile|t|m|hp|ph)[ .:]{1,3}(886|852|971|82|84|86|81|91|66|62"
    r"|60|65|63|90)-[0-9]"
)
_KOREAN_PHONE = re.compile(
    r"(?<![0-9+-])(?<![0-9]\.)(?:0(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70|10|80"
    r"|50[0-9]))[-.) ]{1,2}[0-9]{3,4}[-. ][0-9]{4}(?![0-9])"
)
_US_ADDRESS = re.compile(r", ?[A-Z]{2},? [0-9]{5}(?:-[0-9]{4})?(?![0-9])")
_STATES = re.compile(
    "A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]"
    "|UT|V[AT]|W[AIVY]"
)
_NAMES = re.compile(
    "|".join(
        rf"(?P<{code}_>(?<![A-Za-z])(?:{english})(?![A-Za-z])|(?<![가-힣])(?:{korean}))"
        for code, (_, english, korean) in _PLACES.items()
    )
)
# A line on which a place is where somebody sits: a signature's address, not a port or a market.
_SEAT = re.compile(
    r"[0-9]{4,6}|(?i:road|rd\.|street|st\.|avenue|ave\.|district|dist\.|city|province|zone|park"
    r"|floor|bldg|building"
    r"|lot |no\.|suite|room|p\.o\. box|box|-gu|-ro|-gil|-dong|-do)|(?:시|도|구|동|로|길|읍|면)[ ,]"
    r"|(?i:co\., ?ltd|ltd|inc\.?|llc|gmbh|jsc|corp|s\.a\.|pvt|bv|b\.v\.|sp\. z)|\|"
    r"|^[^.!?\n]{2,60}, ?[A-Z][A-Za-z .]{1,30}$"
)
_AFTER_PORT = re.compile(
    r"(?:FOB|CIF|CFR|FCA|DAP|DDP|EXW|FAS|CPT|CIP|DPU|to|from|port of|via|POL|POD)[ :]*$",
    re.IGNORECASE,
)


def party_countries(addresses: Sequence[Address], texts: Sequence[str]) -> tuple[str, ...]:
    """Lower-case ISO 3166 codes of the parties' countries, sorted, none twice.

    Args:
        addresses: senders and recipients; their domain's country counts.
        texts: mails; phone numbers with a country code, Korean phone numbers, and countries or
            cities on lines that look like an address count. A port in "FOB Shanghai" does not.
    """
    found: set[str] = set()
    for address in addresses:
        found |= _by_domain(f"@{address.email.rpartition('@')[2]}")
    for text in texts:
        found |= _by_domain(text)
        found |= _by_phone(text)
        for line in text.splitlines():
            if len(line) <= 200:
                found |= _by_place(line)
    return tuple(sorted(found))


def _by_domain(text: str) -> set[str]:
    endings = (m[1].lower() for m in _DOMAIN.finditer(text))
    return {_TLD[e] for e in endings if e in _TLD and e not in _GENERIC_TLDS}


def _by_phone(text: str) -> set[str]:
    found: set[str] = set()
    for match in _PHONE.finditer(text):
        digits = match[1] or match[3]
        for length in (3, 2, 1):
            code = _PHONE_CODES.get(digits[:length])
            if code and len(digits) >= length:
                found.add(code)
                break
    if _KOREAN_PHONE.search(text):
        found.add("kr")
    return found


def _by_place(line: str) -> set[str]:
    found: set[str] = set()
    american = _US_ADDRESS.search(line)
    if american and _STATES.fullmatch(american[0].lstrip(", ")[:2]):
        found.add("us")
    if not _SEAT.search(line):
        return found
    for match in _NAMES.finditer(line):
        if match.lastgroup and not _AFTER_PORT.search(line[: match.start()]):
            found.add(match.lastgroup.rstrip("_"))
    return found
