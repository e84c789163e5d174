"""Sea and air ports of trade with their countries, in English and Korean.

A compact table to know a port when one stands in a mail. A place that is not in it may be one all
the same. Must not know which party is where.
"""

import re

# ISO 3166 code: "English=Korean" names; several spellings are parted by "/".
_PORTS = {
    "kr": "Busan/Pusan/Busan New Port=부산/부산항/부산신항, Incheon=인천, Gwangyang=광양,"
    " Pyeongtaek=평택, Ulsan=울산, Pohang=포항, Gunsan=군산, Mokpo=목포, Masan=마산, Donghae=동해,"
    " Gimhae=김해, Gimpo=김포, Daesan=대산, Yeosu=여수",
    "cn": "Shanghai=상하이/상해, Ningbo=닝보, Shenzhen=선전/심천, Yantian=옌톈/얀티안,"
    " Shekou=서커우,"
    " Qingdao=칭다오/청도, Tianjin/Xingang=톈진/천진, Dalian=다롄/대련, Xiamen=샤먼,"
    " Guangzhou=광저우,"
    " Nansha=난샤, Lianyungang=롄윈강, Weihai=웨이하이, Yantai=옌타이, Fuzhou=푸저우,"
    " Zhuhai=주하이,"
    " Pudong=푸둥, Zhapu=자푸",
    "hk": "Hong Kong=홍콩",
    "tw": "Kaohsiung=가오슝, Keelung=지룽, Taichung=타이중, Taoyuan=타오위안, Taipei=타이베이",
    "jp": "Tokyo=도쿄, Yokohama=요코하마, Osaka=오사카, Kobe=고베, Nagoya=나고야, Hakata=하카타,"
    " Moji=모지, Shimizu=시미즈, Narita=나리타, Haneda=하네다, Kansai=간사이, Tomakomai=도마코마이",
    "vn": "Ho Chi Minh/HCMC/Saigon=호치민, Cat Lai=캇라이, Cai Mep=카이멥,"
    " Hai Phong/Haiphong=하이퐁,"
    " Da Nang/Danang=다낭, Quy Nhon=꾸이년, Noi Bai=노이바이, Tan Son Nhat=떤선녓",
    "th": "Laem Chabang=램차방, Bangkok=방콕, Lat Krabang=랏끄라방, Suvarnabhumi=수완나품",
    "my": "Port Klang/Port Kelang=포트클랑, Penang=페낭, Pasir Gudang=파시르구당,"
    " Tanjung Pelepas=탄중펠레파스, Johor=조호르, Kuching=쿠칭",
    "sg": "Singapore/Changi=싱가포르/창이",
    "id": "Jakarta=자카르타, Tanjung Priok=탄중프리옥, Surabaya=수라바야, Semarang=스마랑,"
    " Belawan=벨라완",
    "ph": "Manila=마닐라, Cebu=세부, Davao=다바오, Subic=수빅, Batangas=바탕가스",
    "kh": "Sihanoukville=시아누크빌, Phnom Penh=프놈펜",
    "mm": "Yangon=양곤",
    "in": "Nhava Sheva=나바셰바, Mundra=문드라, Chennai=첸나이, Mumbai=뭄바이, Kolkata=콜카타,"
    " Cochin/Kochi=코친, Tuticorin=투티코린, Hazira=하지라, Pipavav=피파바브,"
    " Visakhapatnam=비사카파트남",
    "bd": "Chittagong/Chattogram=치타공, Dhaka=다카",
    "pk": "Karachi=카라치, Port Qasim=포트카심",
    "lk": "Colombo=콜롬보",
    "ae": "Jebel Ali=제벨알리, Dubai=두바이, Abu Dhabi=아부다비, Sharjah=샤르자, Khalifa=칼리파",
    "sa": "Jeddah=제다, Dammam=담맘, Riyadh=리야드, Jubail=주바일",
    "om": "Sohar=소하르, Salalah=살랄라, Muscat=무스카트",
    "qa": "Hamad=하마드, Doha=도하",
    "kw": "Shuwaikh=슈와이크, Shuaiba=슈아이바",
    "bh": "Khalifa Bin Salman=칼리파빈살만",
    "iq": "Umm Qasr=움카스르",
    "jo": "Aqaba=아카바",
    "il": "Haifa=하이파, Ashdod=아슈도드",
    "tr": "Istanbul=이스탄불, Izmir=이즈미르, Mersin=메르신, Ambarli=암바를리, Gemlik=겜릭",
    "eg": "Alexandria=알렉산드리아, Port Said=포트사이드, Damietta=다미에타, Ain Sokhna=아인소크나",
    "ma": "Casablanca=카사블랑카, Tangier=탕헤르",
    "ng": "Apapa=아파파, Lagos=라고스, Tin Can Island=틴캔",
    "gh": "Tema=테마",
    "ke": "Mombasa=몸바사",
    "tz": "Dar es Salaam=다르에스살람",
    "za": "Durban=더반, Cape Town=케이프타운, Johannesburg=요하네스버그",
    "de": "Hamburg=함부르크, Bremerhaven=브레머하펜, Frankfurt=프랑크푸르트,"
    " Wilhelmshaven=빌헬름스하펜",
    "nl": "Rotterdam=로테르담, Amsterdam/Schiphol=암스테르담",
    "be": "Antwerp=앤트워프/안트베르펜, Zeebrugge=제브뤼헤",
    "fr": "Le Havre=르아브르, Marseille/Fos=마르세유, Paris CDG=파리",
    "gb": "Felixstowe=펠릭스토, Southampton=사우샘프턴, London Gateway=런던게이트웨이,"
    " Liverpool=리버풀, Heathrow=히스로",
    "ie": "Dublin=더블린",
    "it": "Genoa=제노바, La Spezia=라스페치아, Livorno=리보르노, Naples=나폴리, Trieste=트리에스테,"
    " Ravenna=라벤나, Bari=바리, Gioia Tauro=조이아타우로, Malpensa=말펜사",
    "es": "Barcelona=바르셀로나, Valencia=발렌시아, Algeciras=알헤시라스, Bilbao=빌바오",
    "pt": "Lisbon=리스본, Leixoes=레이숑이스, Sines=시네스",
    "gr": "Piraeus=피레우스, Thessaloniki=테살로니키",
    "pl": "Gdansk=그단스크, Gdynia=그디니아, Warsaw=바르샤바",
    "se": "Gothenburg=예테보리",
    "dk": "Aarhus=오르후스, Copenhagen=코펜하겐",
    "no": "Oslo=오슬로",
    "fi": "Helsinki=헬싱키, Kotka=코트카",
    "ro": "Constanta=콘스탄차",
    "si": "Koper=코페르",
    "hr": "Rijeka=리예카",
    "ru": "Vladivostok=블라디보스토크, Vostochny=보스토치니, St. Petersburg=상트페테르부르크",
    "ua": "Odesa/Odessa=오데사",
    "ge": "Poti=포티",
    "kz": "Almaty=알마티",
    "uz": "Tashkent=타슈켄트",
    "mn": "Ulaanbaatar=울란바토르",
    "us": "Los Angeles=로스앤젤레스/LA, Long Beach=롱비치, Oakland=오클랜드항, Seattle=시애틀,"
    " Tacoma=터코마, New York=뉴욕, Newark=뉴어크, Savannah=서배너/사바나, Houston=휴스턴,"
    " Charleston=찰스턴, Norfolk=노퍽, Baltimore=볼티모어, Miami=마이애미, Wilmington=윌밍턴,"
    " Mobile=모빌, Chicago=시카고, Atlanta=애틀랜타",
    "ca": "Vancouver=밴쿠버, Prince Rupert=프린스루퍼트, Montreal=몬트리올, Halifax=핼리팩스,"
    " Toronto=토론토",
    "mx": "Manzanillo=만사니요, Veracruz=베라크루스, Lazaro Cardenas=라사로카르데나스,"
    " Altamira=알타미라",
    "pa": "Balboa=발보아, Colon=콜론",
    "co": "Cartagena=카르타헤나, Buenaventura=부에나벤투라",
    "ec": "Guayaquil=과야킬",
    "pe": "Callao=카야오",
    "cl": "San Antonio=산안토니오, Valparaiso=발파라이소, Iquique=이키케",
    "br": "Santos=산투스, Paranagua=파라나과, Itajai=이타자이, Pecém/Pecem=페셍,"
    " Navegantes=나베간치스",
    "ar": "Buenos Aires=부에노스아이레스",
    "uy": "Montevideo=몬테비데오",
    "au": "Sydney=시드니, Melbourne=멜버른, Brisbane=브리즈번, Fremantle=프리맨틀,"
    " Adelaide=애들레이드",
    "nz": "Auckland=오클랜드, Tauranga=타우랑가, Lyttelton=리틀턴",
}
_WORDS = re.compile(
    r"[ ]?(?:international )?(?:sea ?port|airport|port|air cargo)$|^port of |[ ]?(?:국제)?공항$"
    r"|[ ]?(?:신)?항$|[ ]*\(.*\)$",
    re.IGNORECASE,
)


def _table() -> dict[str, str]:
    return {
        _plain(name): country
        for country, ports in _PORTS.items()
        for port in ports.split(",")
        for names in port.strip().split("=")
        for name in names.split("/")
    }


def _plain(name: str) -> str:
    return "".join(name.split()).replace(".", "").replace("-", "").casefold()


_COUNTRIES = _table()


def country_of(port: str) -> str | None:
    """The lower-case ISO 3166 code of a port's country: "Busan Port", "부산항", "Cat Lai (HCMC)".

    None for a place that the table does not know, which is no proof that it is no port.
    """
    name = port.strip()
    return _COUNTRIES.get(_plain(name)) or _COUNTRIES.get(_plain(_WORDS.sub("", name)))


def port_count() -> int:
    """How many spellings the table knows."""
    return len(_COUNTRIES)
