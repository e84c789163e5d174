"""The goods of 20 industries: Korean and English names, unit, price level, specifications.

Data only. ``<a|b|c>`` in a specification is a choice, ``<10-200:10>`` a range with its step.
Must not know parties, mails or phrases.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Goods:
    """One kind of goods; prices in US dollars a unit."""

    industry: str
    korean: str
    english: str
    unit: str
    low: float
    high: float
    spec: str


_TABLE = """
energy
태양광 모듈|solar module|sheet|60|130|<400-620:10>W, <mono PERC|TOPCon|HJT>
리튬인산철 배터리 팩|LFP battery pack|set|280|900|<24|48|51.2>V <50-280:10>Ah
하이브리드 인버터|hybrid inverter|unit|320|1400|<3-12:1>kW, <single phase|three phase>
접속반|combiner box|unit|90|420|<8|12|16|24>CH, IP65
태양광 케이블|PV cable|m|0.4|1.3|<4|6|10>SQ, 1500V
전력량계|energy meter|pc|14|60|<1|3>P, 100A, RS485
디젤 발전기|diesel generator|unit|4200|18000|<20-200:10>kVA, 50Hz
충전기 모듈|EV charger module|unit|420|1500|<20|30|40>kW, 1000V
구조물 클램프|mounting clamp|pc|0.35|1.6|AL6005-T5, <30|35|40>mm
서지 보호기|surge protector|pc|9|45|Type <1|2>, <20|40>kA
슈퍼커패시터|supercapacitor|pc|3|28|<100-3000:100>F, 2.7V
변압기|dry-type transformer|unit|1900|9800|<50-1000:50>kVA, 22.9kV
풍속 센서|wind speed sensor|pc|35|160|0-<40|60>m/s, 4-20mA
electronics
전원공급장치|power supply unit|pc|6|48|<60-600:20>W, DC <12|24|48>V
터치 패널|touch panel|pc|12|70|<7|10.1|12.1|15.6> inch, USB
블루투스 모듈|Bluetooth module|pc|1.8|6.5|BLE 5.<0|2|3>, UART
하네스 케이블|wire harness|set|0.9|7|<4-24:2>P, <150-900:50>mm
커넥터|board connector|pc|0.06|0.9|<4-40:2>P, <1.25|2.0|2.54>mm pitch
냉각 팬|cooling fan|pc|1.2|6|<40|60|80|120>mm, DC <5|12|24>V
리튬폴리머 배터리|Li-Po battery|pc|1.9|9|3.7V <400-5000:100>mAh
스피커 유닛|speaker unit|pc|0.7|5|<4|8>ohm <1-10:1>W
릴레이|power relay|pc|0.4|2.8|<5|12|24>VDC, <10|16|30>A
PCB 기판|bare PCB|pc|0.8|12|<2|4|6|8>L, FR4, 1.6T
LED 스트립|LED strip|roll|4|18|<60|120>LED/m, <2700|4000|6500>K
보안 카메라|security camera|unit|22|120|<2|4|5|8>MP, PoE
온습도 센서|humidity sensor|pc|1.1|9|<I2C|RS485>, IP<54|65>
semiconductor
전력 반도체|power MOSFET|pc|0.3|3.5|<60|100|650>V, <10-80:5>A, TO-<220|247>
마이크로컨트롤러|microcontroller|pc|0.7|6|<64|128|256|512>KB flash, LQFP<48|64|100>
게이트 드라이버|gate driver IC|pc|0.4|2.4|SOIC-<8|14|16>
웨이퍼 캐리어|wafer carrier|pc|48|260|<200|300>mm, <PP|PEEK>
본딩 와이어|bonding wire|roll|55|380|<Cu|Au|Ag>, <18|20|25>um
리드프레임|lead frame|pc|0.02|0.3|QFN <16|32|48>L
쿼츠 링|quartz ring|pc|90|900|OD <200-380:10>mm
실리콘 웨이퍼|silicon wafer|pc|18|140|<4|6|8|12> inch, P-type <100|111>
CMP 패드|CMP pad|pc|110|420|<20|30> inch, IC-type
정전척|electrostatic chuck|unit|3500|14000|<200|300>mm
플래시 메모리|NAND flash|pc|1.5|22|<4|8|32|64>GB, BGA<100|153>
프로브 카드|probe card|unit|1400|9000|<64-512:32> pin
machinery
감속기|gear reducer|unit|120|1400|<5-100:5>:1, <0.4|0.75|1.5|2.2>kW
유압 실린더|hydraulic cylinder|pc|90|800|bore <40-200:10>mm, stroke <100-1500:50>mm
리니어 가이드|linear guide|set|25|240|<15|20|25|35> size, L<300-2000:100>
진공 펌프|vacuum pump|unit|480|4200|<100-3000:100> L/min
CNC 선반|CNC lathe|unit|21000|88000|chuck <6|8|10> inch, bar <45|51|65>mm
컨베이어 롤러|conveyor roller|pc|7|38|dia <38|50|60>, L<300-900:50>
서보 모터|servo motor|unit|110|780|<100-3000:100>W, <17|23>bit
볼 밸브|ball valve|pc|9|180|DN<15|25|50|80|100>, SS<304|316>
기어 펌프|gear pump|unit|140|900|<10-90:5> cc/rev, 210 bar
에어 컴프레서|air compressor|unit|1200|9500|<7.5|15|22|37>kW, screw type
포장기|packing machine|unit|5200|32000|<20-80:5> bags/min
베어링|ball bearing|pc|0.8|26|620<1-9:1> 2RS, C3
automotive
브레이크 패드|brake pad set|set|7|32|<front|rear>, ceramic
쇽업소버|shock absorber|pc|14|68|<gas|oil>, <front LH|front RH|rear>
와이퍼 블레이드|wiper blade|pc|1.1|5.5|<14-28:2> inch
연료 필터|fuel filter|pc|2.2|14|<5|10|30> micron
알로이 휠|alloy wheel|pc|38|140|<16|17|18|19>x<7|7.5|8>J, 5x<100|112|114.3>
점화 플러그|spark plug|pc|0.9|7|<nickel|iridium>, M14
헤드램프|headlamp assembly|pc|35|210|<LH|RH>, LED
등속 조인트|CV joint|pc|13|54|<22-36:1>T outer
라디에이터|radiator|unit|28|120|aluminum, <16|26|32>mm core
시트 커버|seat cover|set|18|90|PU leather, <5|7> seats
자동차 배터리|car battery|pc|32|110|12V <45-100:5>Ah, <AGM|MF>
캐빈 필터|cabin filter|pc|1.3|6|<activated carbon|PM2.5>
metals
열연 코일|hot rolled coil|mt|520|760|SS400, <1.8|2.3|3.2|4.5|6.0>T x <1,219|1,524>mm
스테인리스 파이프|stainless pipe|m|6|48|SUS<304|316L>, <25|50|100>A
알루미늄 압출재|aluminum profile|kg|3.1|5.2|6063-T5, <anodized|mill finish>
동 부스바|copper busbar|kg|10.5|14|C1100, <5|6|10>x<30|50|100>
아연도금 강판|galvanized sheet|mt|640|940|Z<80|120|180|275>, <0.4-2.0:0.2>T
철근|deformed rebar|mt|490|680|SD<400|500>, D<10|13|16|19|22>
육각 볼트|hex bolt|pc|0.03|0.9|M<6|8|10|12|16>x<20-100:5>, <8.8|10.9>
와이어 로프|wire rope|m|0.9|8|6x<19|36>, <8-28:2>mm
다이캐스팅 부품|die-cast part|pc|0.8|12|ADC12, <80-900:20>g
티타늄 봉|titanium bar|kg|28|62|Gr.<2|5>, dia <10-80:5>mm
용접봉|welding electrode|kg|1.3|4.2|E<6013|7018>, <2.6|3.2|4.0>mm
주철 플랜지|cast iron flange|pc|8|70|PN<10|16>, DN<50|80|100|150>
chemicals
구연산|citric acid|kg|0.7|1.4|<anhydrous|monohydrate>, 99.5%
이소프로필 알코올|isopropyl alcohol|drum|120|240|99.<5|8|9>%, 160kg
수산화나트륨|caustic soda flake|mt|380|620|99% min
산화아연|zinc oxide|kg|2.1|3.9|99.<5|7>%, 325 mesh
에폭시 수지|epoxy resin|kg|2.6|5.4|EEW <180-195:5>
계면활성제|surfactant|drum|180|420|SLES 70%, 170kg
활성탄|activated carbon|kg|1.1|3.2|<8x30|12x40> mesh, iodine <900-1100:50>
실리콘 오일|silicone oil|kg|3.8|8.5|<50-1000:50> cSt
이산화티타늄|titanium dioxide|kg|2.2|3.6|rutile, 94%
방청제|rust inhibitor|can|24|90|<18|20>L, water based
차아염소산칼슘|calcium hypochlorite|kg|1.4|2.6|<65|70>%, granular
우레탄 접착제|PU adhesive|kg|3.2|9|2K, NCO <28-32:1>%
plastics
ABS 수지|ABS resin|mt|1300|1900|natural, MI <15-35:5>
PP 원단 시트|PP sheet|sheet|1.6|14|<0.8|1.0|2.0|3.0>T, 1220x2440
PET 프리폼|PET preform|pc|0.03|0.16|<18-52:2>g, neck <28|30|38>mm
에어캡|bubble wrap|roll|9|38|<50|100>cm x 50m
사출 케이스|injection-molded case|pc|0.4|5|<ABS|PC>, <black|white|grey>
HDPE 드럼|HDPE drum|pc|9|26|<60|120|200>L, UN
아크릴 판|acrylic sheet|sheet|12|70|<2|3|5|10>T, 1220x2440
스트레치 필름|stretch film|roll|3|11|<17|20|23>um x 500mm
폴리카보네이트 판|polycarbonate sheet|sheet|18|95|<3|5|6>T, UV
실리콘 패킹|silicone gasket|pc|0.08|2.4|dia <20-120:5>mm, <50|60|70>A
나일론 링|nylon ring|pc|0.02|0.6|PA<6|66>, OD <8-60:2>mm
지퍼백|zipper bag|pc|0.02|0.22|<0.05|0.08>T, <10x15|20x28|25x35>cm
textiles
면 원단|cotton fabric|yd|1.6|4.8|<20|30|40>s, <120-240:10>gsm
폴리 원단|polyester fabric|yd|0.9|3.2|<75|150|300>D, <110-260:10>gsm
타월|bath towel|pc|1.4|6|<70x140|80x150>cm, <400-600:50>gsm
작업복|work jacket|pc|8|32|T/C 65/35, <S-XL|M-3XL>
양말|sports socks|pr|0.5|2.3|<200|168>N, cotton blend
재봉사|sewing thread|cone|0.7|2.8|<20|40>s/2, 5000yd
부직포|nonwoven fabric|roll|24|140|<15-80:5>gsm, 160cm
데님 원단|denim fabric|yd|2.4|6.5|<8|10|12|14>oz, stretch
침구 세트|bedding set|set|14|60|queen, <40s|60s> cotton
니트 모자|knit beanie|pc|1.2|5.5|acrylic 100%, one size
웨빙 벨트|webbing tape|m|0.1|0.8|PP, <20|25|38|50>mm
면장갑|cotton gloves|pr|0.2|0.8|<7|10>G, <600-800:50>g/doz
cosmetics
수분 크림|moisture cream|pc|1.4|6|<30|50|80>ml jar
시트 마스크|sheet mask|pc|0.2|0.9|<22|25|27>ml
립 틴트|lip tint|pc|0.9|3.8|<3.5|4|5>g, <4|6|8> shades
클렌징 폼|cleansing foam|pc|1.1|3.6|<100|120|150>ml tube
앰플|vitamin ampoule|pc|1.6|7|<15|30|50>ml, dropper
쿠션 파운데이션|cushion foundation|pc|2.8|8.5|<13|15>g + refill
헤어 에센스|hair essence|pc|1.2|5|<80|100|150>ml
네일 스티커|gel nail sticker|set|0.7|2.6|<30|34>ea, semi-cured
핸드크림|hand cream|pc|0.6|2.4|<40|50|75>ml
토너 패드|toner pad|pc|2.2|6.5|<60|70|90>ea
바디 스크럽|body scrub|pc|1.5|5.4|<200|250|300>g
향수 미스트|fragrance mist|pc|1.9|7.5|<50|100>ml
food
조미김|seasoned seaweed|box|11|38|<4|5>g x <24|36|72>
냉동 만두|frozen dumpling|ctn|14|42|<350|700>g x <10|12|16>
고추장|red pepper paste|ctn|16|48|<500|1000>g x 12
라면|instant noodles|ctn|9|22|<110|120>g x <20|40>
올리브유|olive oil|btl|3.4|9.5|extra virgin, <500|750|1000>ml
냉동 딸기|frozen strawberry|kg|1.4|2.8|IQF, <15-25|25-35>mm
볶은 커피|roasted coffee beans|kg|7|19|<medium|dark> roast, 1kg
꿀|natural honey|drum|520|980|290kg, <acacia|multiflower>
참치 통조림|canned tuna|ctn|22|58|<150|185>g x 48
쌀과자|rice cracker|ctn|8|24|<60|80|120>g x <12|20>
냉동 연어|frozen salmon fillet|kg|8|15|trim <C|D>, <1.0-1.4|1.4-1.8>kg
분말 주스|drink powder|kg|2.4|6.4|<orange|mango|lemon>, 1kg
agriculture
비료|NPK fertilizer|mt|310|560|<15-15-15|20-10-10|12-12-17>
건고추|dried chili|kg|2.1|4.9|stemless, <S17|Teja>
종자|hybrid seed|kg|24|180|germination <85|90|95>%
사료용 옥수수|feed corn|mt|210|320|moisture 14% max
대두박|soybean meal|mt|360|540|protein <44|46|48>%
하우스 필름|greenhouse film|roll|90|360|<0.08|0.1|0.15>T, EVA
드립 호스|drip tape|roll|28|80|16mm, <0.2|0.3>T, 1000m
마늘|fresh garlic|mt|780|1500|<5.0|5.5|6.0>cm up, 10kg bag
참깨|sesame seed|mt|1400|2300|<white|hulled>, 99.5%
분무기|knapsack sprayer|unit|11|60|<16|20>L, 12V
유박 펠릿|castor meal pellet|mt|190|330|5mm, N <4|5>%
농업용 예초날|mower blade|pc|1.2|8|<230|255>mm, 40T
medical
일회용 주사기|disposable syringe|pc|0.03|0.2|<1|3|5|10>ml, <21|23|25>G
니트릴 장갑|nitrile gloves|box|3|8|<S|M|L>, 100ea
혈압계|blood pressure monitor|unit|11|46|upper arm, <90|120> memory
수술용 봉합사|surgical suture|box|9|54|<2-0|3-0|4-0>, 75cm
휠체어|wheelchair|unit|62|260|aluminum, <18|20> inch
진단 키트|rapid test kit|kit|0.6|3.8|<20|25> tests/box
환자 감시 장치|patient monitor|unit|320|1900|<8|12.1|15> inch
초음파 젤|ultrasound gel|btl|0.9|3.4|<250|1000>ml
마스크|surgical mask|box|1.1|4.2|3ply, 50ea
임플란트 픽스처|dental implant fixture|pc|14|70|dia <3.5|4.0|4.5>, L<8-14:1>
산소 발생기|oxygen concentrator|unit|240|720|<5|8|10>L/min
탄력 붕대|elastic bandage|roll|0.3|1.9|<5|7.5|10>cm x 4.5m
pharma
비타민C 원료|ascorbic acid API|kg|3.2|6.8|<USP|BP|EP>, 100 mesh
공캡슐|empty capsule|box|45|130|size #<0|1|2>, 100,000ea
파라세타몰|paracetamol|kg|3.6|6.9|<USP|BP>, DC90
유당|lactose monohydrate|kg|1.6|3.4|<100|200> mesh
바이알|glass vial|pc|0.05|0.4|<2|5|10|20>ml, type I
알루미늄 호일|blister foil|kg|4.4|8.8|<20|25>um, <PTP|cold-form>
히알루론산|sodium hyaluronate|kg|60|420|<0.8|1.2|1.6>MDa
프로바이오틱스 분말|probiotic powder|kg|48|210|<100|200|300>B CFU/g
콜라겐 펩타이드|collagen peptide|kg|6.5|16|<fish|bovine>, 2000Da
고무 스토퍼|rubber stopper|pc|0.02|0.12|<13|20>mm, bromobutyl
오메가3 오일|omega-3 oil|kg|9|28|EPA/DHA <18/12|33/22>
시럽병|syrup bottle|pc|0.12|0.6|<100|150|200>ml, amber
construction
세라믹 타일|ceramic tile|sqm|5|19|<300x600|600x600|600x1200>mm
석고 보드|gypsum board|sheet|2.1|6.4|<9.5|12.5>T, 900x1800
시스템 창호|window system|set|160|720|<1500x1200|2000x1500>, low-e
그라스울|glass wool|roll|14|52|<24|32|48>K, <50|100>T
방수 시트|waterproof membrane|roll|22|90|<1.5|2.0|3.0>T x 1m x 20m
강화마루|laminate flooring|sqm|5.5|17|<8|12>T, AC<3|4|5>
샌드위치 패널|sandwich panel|sqm|13|38|<50|75|100|150>T, PIR
시멘트|portland cement|mt|55|110|CEM I 42.5N
앵커 볼트|chemical anchor|pc|0.8|6|M<10|12|16|20>
방화문|fire door|set|140|520|<30|60|90>min, 900x2100
합판|plywood|sheet|9|34|<9|12|15|18>T, 1220x2440
수전|basin faucet|pc|12|75|brass, <chrome|matt black>
furniture
사무용 의자|office chair|pc|32|160|mesh, <black|grey|white>
높이조절 책상|standing desk|set|110|340|<1200|1400|1600>x<600|700|800>
식탁|dining table|pc|90|420|<oak|walnut|rubberwood>, <4|6> seats
소파|fabric sofa|set|210|900|<2|3> seater, <grey|beige|navy>
선반 랙|steel shelving rack|set|18|110|<4|5> tiers, <150-300:50>kg
매트리스|foam mattress|pc|45|240|<single|queen|king>, <15|20|25>cm
옷장|wardrobe|set|120|520|<800|1200|1600>mm, PB
라탄 바구니|rattan basket|pc|2.2|15|<S|M|L>, natural
침대 프레임|bed frame|set|80|420|<queen|king>, <oak veneer|metal>
야외 벤치|garden bench|pc|34|150|<120|150>cm, teak
책장|bookcase|pc|28|140|<3|5> tiers, melamine
바 스툴|bar stool|pc|19|85|H<65|75>, PU
software
ERP 라이선스|ERP user licence|lic|90|520|<standard|pro>, annual
백신 라이선스|endpoint security licence|lic|9|48|<1|2|3> year
CAD 구독|CAD subscription|lic|320|1800|<annual|3-year>
유지보수 계약|maintenance contract|mon|400|4800|<8x5|24x7>, SLA <99.5|99.9>%
화상회의 솔루션|video meeting seats|lic|6|28|<host|enterprise>
교육 과정|training course|ses|300|1900|<1|2|3> day, on-site
API 사용권|API access plan|mon|120|2600|<100|500|1000>K calls
문서중앙화 솔루션|document management suite|lic|45|240|on-premise
재고관리 모듈|inventory module|set|2200|18000|<3|5|10> warehouses
백업 소프트웨어|backup software|lic|38|260|<5|10|50>TB
번역 엔진|translation engine|mon|180|1800|<2|5|10>M chars
키오스크 앱|kiosk app licence|lic|15|120|per device, annual
paper
복사지|copy paper|box|14|29|A<3|4>, <75|80>gsm
골판지 상자|corrugated box|pc|0.2|1.9|<A|B|E|BC> flute, <300x200x150|400x300x250>
크라프트지|kraft paper|mt|480|840|<60-160:10>gsm
감열지|thermal paper roll|roll|0.3|1.6|<57|80>mm x <40|80>mm
종이컵|paper cup|pc|0.015|0.09|<8|12|16>oz, <single|double> wall
라벨지|label sticker|roll|1.8|11|<40x30|60x40|100x150>mm
화장지 원지|tissue jumbo roll|mt|840|1350|<13|14.5|17>gsm, 2ply
펄프|wood pulp|mt|520|880|<BHKP|BSKP>
쇼핑백|paper shopping bag|pc|0.12|1.1|<S|M|L>, <120|150>gsm
벽지|wallpaper|roll|4|18|<53cm x 10m|106cm x 15.6m>
골심지|fluting paper|mt|390|610|<110|120|140>gsm
노트|spiral notebook|pc|0.5|2.6|A5, <80|100>sheets
sports-toys
요가 매트|yoga mat|pc|2.8|14|<6|8|10>mm, <TPE|NBR>
캠핑 텐트|camping tent|set|35|190|<2|4|6> person, 3000mm
블록 완구|building block set|set|3.5|24|<120-900:20> pcs
전동 킥보드|electric scooter|unit|160|520|<250|350|500>W, 36V
축구공|soccer ball|pc|2.4|12|size <4|5>, PU
덤벨|rubber dumbbell|kg|1.1|2.6|<5-30:5>kg, hex
봉제 인형|plush toy|pc|1.1|7|<20-60:5>cm
낚싯대|fishing rod|pc|6|48|carbon, <2.1|2.4|2.7>m
보드게임|board game|set|4|16|<2-4|2-6> players
배드민턴 라켓|badminton racket|pc|5|34|<3U|4U>, graphite
자전거 헬멧|bicycle helmet|pc|6|28|<M|L>, in-mold
구명 튜브|swim ring|pc|0.9|5|PVC <0.25|0.3>mm, <70|90>cm
marine
선박용 페인트|marine paint|can|48|160|<antifouling|epoxy>, 20L
앵커 체인|anchor chain|m|32|150|<28-60:4>mm, U<2|3>
펜더|rubber fender|pc|180|1500|D<200|300|400> x <1000|1500|2000>L
계류 로프|mooring rope|coil|240|1200|<40-72:4>mm x 220m, PP
구명조끼|life jacket|pc|9|46|<100|150>N, adult
선외기 프로펠러|outboard propeller|pc|42|260|<3|4> blade, <9-15:1> inch
항해등|navigation light|pc|18|130|<LED|bulb>, <12|24>V
해수 펌프|seawater pump|unit|380|2900|<20-200:10> m3/h
아노드|zinc anode|pc|6|58|<3-20:1>kg, bolt-on
구명 뗏목|life raft|unit|1200|4800|<6|10|15|25> person
선박 엔진 필터|marine oil filter|pc|5|42|<10|20> micron
어망|fishing net|kg|4.8|11|nylon 210D/<6|9|12>
"""


def _read() -> tuple[Goods, ...]:
    goods, industry = [], ""
    for line in _TABLE.strip().splitlines():
        if "|" not in line:
            industry = line.strip()
            continue
        korean, english, unit, low, high, spec = line.split("|", 5)
        goods.append(Goods(industry, korean, english, unit, float(low), float(high), spec))
    return tuple(goods)


GOODS = _read()

# Unit: how a quantity is written in Korean, in English; how a price says "each" in both.
UNITS: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "pc": (("개", "개", "EA", "ea", "pcs", "PCS"), ("pcs", "pcs", "pieces", "pc", "EA", "units", "nos"),
           ("개", "EA", "pc", "ea"), ("pc", "pc", "piece", "unit", "ea")),
    "set": (("세트", "set", "SET", "세트", "sets"), ("sets", "sets", "set"), ("세트", "set"), ("set",)),
    "unit": (("대", "대", "EA", "unit", "units"), ("units", "units", "pcs", "sets"), ("대", "unit"), ("unit", "unit", "pc")),
    "sheet": (("장", "매", "pcs", "장"), ("sheets", "pcs", "sheets"), ("장", "매", "pc"), ("sheet", "pc")),
    "roll": (("롤", "roll", "rolls", "ROLL"), ("rolls", "rolls", "roll"), ("롤", "roll"), ("roll",)),
    "m": (("m", "M", "미터", "m"), ("m", "meters", "mtrs"), ("m", "M"), ("m", "meter")),
    "yd": (("야드", "yd", "yds", "YD"), ("yds", "yards", "yd"), ("야드", "yd"), ("yd", "yard")),
    "kg": (("kg", "kg", "KG", "킬로"), ("kg", "kg", "kgs", "KG"), ("kg", "KG"), ("kg", "kg", "KG")),
    "mt": (("톤", "톤", "MT", "톤"), ("MT", "tons", "mt", "tonnes"), ("톤", "MT"), ("MT", "ton", "mt")),
    "drum": (("드럼", "drum", "DR"), ("drums", "drums"), ("드럼", "drum"), ("drum",)),
    "can": (("캔", "통", "can"), ("cans", "pails"), ("캔", "can"), ("can", "pail")),
    "box": (("박스", "box", "BOX", "상자"), ("boxes", "boxes", "bx"), ("박스", "box"), ("box",)),
    "ctn": (("박스", "카톤", "ctn", "C/T"), ("ctns", "cartons", "ctn"), ("박스", "카톤", "ctn"), ("ctn", "carton")),
    "btl": (("병", "병", "btl"), ("bottles", "btls"), ("병", "btl"), ("bottle", "btl")),
    "pr": (("켤레", "족", "pair"), ("pairs", "pairs", "prs"), ("켤레", "족"), ("pair",)),
    "cone": (("콘", "cone"), ("cones", "cones"), ("콘", "cone"), ("cone",)),
    "kit": (("키트", "kit", "EA"), ("kits", "kits", "pcs"), ("키트", "kit"), ("kit",)),
    "sqm": (("㎡", "m2", "헤베"), ("sqm", "m2", "sq.m"), ("㎡", "m2"), ("sqm", "m2")),
    "lic": (("카피", "유저", "석", "copy"), ("licences", "users", "seats", "licenses"),
            ("유저", "카피", "석"), ("licence", "user", "seat")),
    "mon": (("개월", "개월"), ("months", "months"), ("개월", "월"), ("month", "month")),
    "ses": (("회", "회"), ("sessions", "sessions"), ("회",), ("session",)),
    "coil": (("코일", "coil"), ("coils", "coils"), ("코일", "coil"), ("coil",)),
}  # fmt: skip
