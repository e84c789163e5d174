"""Parties, places and money of the simulated trade world; every name is composed anew.

``make_party`` draws a house with one person in it. Must not know the deal, mails or phrases.
"""

import re
from dataclasses import dataclass, field
from random import Random

# Syllables of Korean house names with their romanisation.
_KO_SYLLABLES = tuple(
    pair.split(":")
    for pair in (
        "가:Ga 나:Na 다온:Daon 라온:Raon 마루:Maru 미르:Mir 벼리:Byeori 서담:Seodam 소람:Soram 아람:Aram 여울:Yeoul 온새:Onsae "
        "주안:Juan 지담:Jidam 차오름:Chaoreum 태림:Taerim 푸른:Pureun 한빛:Hanbit 해든:Haedeun 새길:Saegil 누리:Nuri 다솜:Dasom "
        "두레:Dure 솔뫼:Solmoe 하람:Haram 이든:Ideun 윤슬:Yunseul 도담:Dodam 바른:Bareun 은결:Eungyeol 청하:Cheongha 동보:Dongbo "
        "세운:Seun 대명:Daemyeong 우진:Woojin 성림:Sungrim 부광:Bukwang 영도:Youngdo 경인:Kyungin 남해:Namhae 백산:Baeksan "
        "천우:Chunwoo 광명:Kwangmyung 유성:Yusung 진흥:Jinheung 화신:Hwashin 삼보:Sambo 신우:Shinwoo 보람:Boram 다인:Dain "
        "예림:Yerim 가람:Garam 한결:Hangyeol 늘품:Neulpum 모아:Moa 제일:Jeil 동원:Dongwon 정우:Jungwoo 세림:Serim 원진:Wonjin "
        "건우:Geonwoo 로하:Roha 미담:Midam 비채:Biche 수안:Suan 아진:Ajin 오름:Oreum 이안:Ian 자운:Jaun 카인:Kain 타라:Tara"
    ).split()
)
_KO_TAIL = tuple(
    pair.split(":")
    for pair in (
        "상사:Trading 무역:Trading 산업:Industrial 테크:Tech 정밀:Precision 인터내셔널:International 글로벌:Global 코리아:Korea "
        "엔지니어링:Engineering 시스템:Systems 솔루션:Solutions 물산:Corporation 통상:Commerce 공업:Industries 트레이딩:Trading "
        "파트너스:Partners 머티리얼:Materials 에프앤비:F&B 바이오:Bio 케미칼:Chemical 전자:Electronics 메디칼:Medical 푸드:Food "
        "기계:Machinery 소재:Materials 유통:Distribution 씨앤에스:C&S 이엔지:ENG 텍스타일:Textile 디앤아이:D&I"
    ).split()
)
_KO_FAMILY = tuple(
    pair.split(":")
    for pair in (
        "김:Kim 이:Lee 박:Park 최:Choi 정:Jung 강:Kang 조:Cho 윤:Yoon 장:Jang 임:Lim 한:Han 오:Oh 서:Seo 신:Shin 권:Kwon 황:Hwang "
        "안:Ahn 송:Song 류:Ryu 전:Jeon 홍:Hong 고:Ko 문:Moon 양:Yang 손:Son 배:Bae 백:Baek 허:Heo 유:Yoo 남:Nam 심:Shim 노:Noh "
        "하:Ha 곽:Kwak 성:Sung 차:Cha 주:Joo 우:Woo 구:Koo 민:Min 진:Jin 나:Na 지:Ji 엄:Eom 채:Chae 원:Won 천:Chun 방:Bang 공:Kong "
        "현:Hyun 함:Ham 변:Byun 염:Yeom 여:Yeo 추:Choo 도:Do 석:Seok 선:Sun 설:Seol 마:Ma 길:Gil 연:Yeon 위:Wi 표:Pyo 명:Myung 기:Ki"
    ).split()
)
_KO_GIVEN = tuple(
    pair.split(":")
    for pair in (
        "가:Ga 건:Geon 경:Kyung 규:Kyu 근:Geun 기:Ki 나:Na 다:Da 도:Do 동:Dong 라:Ra 리:Ri 린:Rin 미:Mi 민:Min 범:Beom 별:Byul 보:Bo "
        "빈:Bin 상:Sang 서:Seo 석:Seok 선:Sun 성:Sung 소:So 수:Soo 승:Seung 시:Si 아:A 연:Yeon 영:Young 예:Ye 온:On 우:Woo 원:Won "
        "유:Yu 윤:Yoon 은:Eun 이:I 인:In 일:Il 자:Ja 재:Jae 정:Jung 제:Je 주:Joo 준:Jun 지:Ji 진:Jin 찬:Chan 채:Chae 철:Cheol 태:Tae "
        "하:Ha 한:Han 해:Hae 현:Hyun 혜:Hye 호:Ho 홍:Hong 화:Hwa 환:Hwan 후:Hoo 훈:Hoon 희:Hee"
    ).split()
)
# Regions: syllables of house names, tails, given names, family names.
_NAMES: dict[str, tuple[str, str, str]] = {
    "western": (
        "Bel Cor Dun Ever Fair Glen Hart Ives Kel Lang Mont Nor Oak Pen Quill Red Stan Thorn Under Vale Wes York Bram Cald Dray Elm Fenn "
        "Gray Hollow Larch Mar Nash Ash Birch Crest Dale Kirk Lock Mill Pine Ridge Shaw Tarn Wick",
        "Aaron Abigail Adam Alice Amber Andrew Anna Ben Blake Brenda Carl Caroline Chloe Colin Craig Dana Daniel Derek Diane Doug Elaine Ellen "
        "Emma Eric Fiona Frank Gail George Grace Greg Hannah Heidi Henry Holly Ian Irene Jack Janet Jason Jenna Joan Joel Karen Keith Kyle Laura "
        "Leah Liam Linda Lucas Maggie Marcus Megan Miles Monica Nadia Neil Nina Oscar Owen Paula Peter Rachel Ralph Rita Robin Ross Ruth Sam Sarah "
        "Scott Sheila Simon Stella Stuart Susan Ted Tina Tom Vera Victor Wendy Zoe",
        "Abbott Alder Barlow Beckett Bishop Boone Brandt Burke Calder Carver Chase Colby Conway Cross Dalton Dawes Drake Ellis Farrow Finch "
        "Flynn Foster Garner Gibbs Grant Hale Harmon Hayes Holt Ingram Jarvis Keane Kemp Lang Lowell Marsh Mercer Nash Norton Osborn Parrish "
        "Pryor Quinn Ramsey Reeve Rowan Sawyer Sharp Sloan Stone Sutton Tate Thorne Vance Wade Walsh Webb Whitman Wyatt Yates",
    ),
    "german": (
        "Adler Berg Dorn Eber Feld Gruen Hof Inn Klein Linden Maur Nord Ober Pfeil Rein Stein Tann Ulm Vogt Wald Zell Alt Brunn Eich Hoch "
        "Kamp Lauf Mess Neu Roth Schar Thal",
        "Anja Axel Bernd Birgit Christoph Claudia Dieter Dirk Elke Felix Frauke Georg Gisela Hanna Heiko Holger Ines Jens Jonas Jutta Karin "
        "Katrin Klaus Lars Lena Lothar Markus Martina Nils Oliver Petra Rainer Sabine Stefan Svenja Thomas Ulrike Uwe Volker Wiebke",
        "Albrecht Bauer Becker Brandt Dietrich Eckert Engel Fischer Graf Haas Hartmann Heller Jansen Kaiser Keller Kohl Kraus Lang Lindner "
        "Maurer Neumann Ott Peters Pohl Richter Roth Sauer Schenk Seidel Stark Thiel Ulrich Voss Wagner Weiss Winter Zimmer",
    ),
    "latin": (
        "Alba Bona Cala Dora Estre Flora Gran Isla Luma Mira Nova Oro Palma Rosa Sol Terra Una Vega Zafra Ara Bruna Corra Delta Faro Linea "
        "Monte Norte Pavia Riva Sienna Torre",
        "Alessia Alvaro Ana Andres Antonio Beatriz Bruno Camila Carla Carlos Chiara Claudio Diego Elena Enrico Esteban Fabio Felipe Gabriela "
        "Giulia Hugo Ignacio Irene Javier Joao Julia Leticia Lorenzo Lucia Luis Marco Maria Mateo Nuria Pablo Paola Rafael Renata Ricardo "
        "Rodrigo Rosa Sergio Silvia Sofia Teresa Tomas Valeria",
        "Aguilar Almeida Barros Bianchi Cabral Campos Castro Conti Costa Cruz Delgado Duarte Esposito Fabbri Ferreira Fuentes Galli Gomes "
        "Herrera Ibarra Leal Lombardi Luna Marino Medina Molina Moreno Navarro Nunes Ortega Pinto Ramos Rinaldi Rios Romero Rossi Salinas "
        "Santos Serra Silva Torres Vargas Vega Villa",
    ),
    "chinese": (
        "An Bai Chang Da Fu Guang Hai Heng Hong Hua Jia Jin Kai Lian Long Ming Ning Peng Qi Rong Rui Sheng Shun Tai Tong Wan Xin Xing Yi "
        "Yong Yu Yuan Ze Zhong",
        "Alice Amy Andy Bella Candy Carol Cherry Cindy Daisy Echo Eva Fiona Gary Helen Ivy Jack Jane Jason Jerry Joy Kevin Lily Linda Lucy "
        "Mandy Michael Nancy Peter Rita Sally Sandy Sunny Tina Tony Vicky Wendy Xiaomei Yifan Jiawei Haoran Mingzhe Ruoxi Siyuan Zihan Lihua",
        "Bai Cai Chen Deng Ding Du Fan Fang Feng Gao Gu Guo He Hu Huang Jiang Li Liang Lin Liu Lu Luo Ma Meng Pan Peng Qian Qiu Ren Shen "
        "Shi Song Sun Tan Tang Tian Wang Wei Wu Xia Xie Xu Yan Yang Yao Ye Yu Yuan Zeng Zhang Zhao Zheng Zhong Zhou Zhu Zou",
    ),
    "japanese": (
        "Aka Ao Fuji Hama Haru Hida Ito Kami Kawa Kita Kuro Maru Matsu Mino Naka Nishi Oka Saka Sato Shima Taka Tani Toyo Ume Wata Yama Yoshi Asa",
        "Akira Asuka Ayumi Daiki Emi Haruka Hideo Hiroshi Kana Kazuya Keiko Kenji Koji Maki Makoto Masato Megumi Mika Naoki Noriko Osamu "
        "Ryo Sakura Satoshi Shinji Shota Takashi Tomoko Yoko Yuji Yuki Yuta",
        "Abe Aoki Endo Fujita Goto Hara Hayashi Hirano Honda Ikeda Imai Ishida Kato Kimura Kojima Kondo Maeda Matsui Miura Mori Murata Nakano "
        "Nishi Noda Ogawa Okada Ono Ota Saito Sakai Sato Shimizu Sugi Takagi Tamura Ueda Uchida Wada Yamada Yano Yokoi",
    ),
    "vietnamese": (
        "An Bao Chau Dai Duc Gia Hai Hoa Hung Khanh Kim Lam Loc Long Minh Nam Ngoc Phat Phu Quang Quoc Son Tam Tan Thanh Thien Thinh Tien "
        "Toan Tri Truong Viet Vinh Xuan",
        "Anh Binh Chi Dung Giang Ha Hanh Hien Hoa Huong Khoa Lan Linh Loan Mai Minh My Nam Nga Ngoc Nhung Phuong Quyen Son Tam Thao Thuy "
        "Trang Trinh Tuan Uyen Van Vy Yen",
        "Nguyen Tran Le Pham Hoang Phan Vu Dang Bui Do Ho Ngo Duong Ly Dinh Trinh Mai Cao Luong Ta",
    ),
    "indian": (
        "Aar Amrit Bhav Chandr Dev Gan Har Ind Jay Kal Krish Lax Man Nav Om Prat Raj Sag Shiv Sur Tara Uday Vij Yash Adit Kesh Mohan Nir",
        "Aarti Abhishek Ajay Amit Anita Anjali Arjun Ashok Deepa Deepak Divya Gaurav Harish Kavita Kiran Lakshmi Manoj Meera Mohit Neha Nikhil "
        "Nisha Pooja Prakash Priya Rahul Rajesh Ramesh Ravi Ritu Rohit Sandeep Sanjay Shalini Sneha Sunil Suresh Swati Vikram Vinod",
        "Agarwal Bhat Chauhan Desai Dutta Gandhi Ghosh Gupta Iyer Jain Joshi Kapoor Khanna Kulkarni Kumar Mehta Menon Mishra Nair Pandey Patel "
        "Pillai Rao Reddy Saxena Shah Sharma Shetty Singh Sinha Thakur Varma Verma",
    ),
    "arabic": (
        "Al Amal Badr Barq Dar Faj Ghad Hala Jabal Karm Layan Madar Najm Noor Qamar Rawd Safa Saham Tamr Waha Yasm Zain Rim Sadeem",
        "Abdullah Ahmed Ali Amina Bilal Dina Fahad Farah Fatima Hamad Hana Hassan Ibrahim Khaled Layla Mahmoud Mariam Mohammed Mona Nabil Noura "
        "Omar Rania Rashid Reem Saeed Salma Sami Tariq Walid Yasmin Yousef Zainab",
        "Abbas Aziz Darwish Fadel Faris Ghanem Habib Haddad Hamdan Hashem Hijazi Jaber Kassem Khalil Mansour Masri Nasser Qasim Rahman Saad "
        "Salem Sharif Suleiman Taleb Younis Zaki",
    ),
    "malay": (
        "Adi Bina Cipta Duta Eka Gema Indah Jaya Karya Lestari Maju Mega Nusa Prima Putra Raya Sari Sinar Surya Tirta Utama Wira Agung Bakti",
        "Adi Agus Aisyah Ani Arif Ayu Budi Citra Dewi Dian Eko Farid Fitri Hadi Hafiz Indra Intan Joko Kartika Lina Nadia Putri Rahmat Ratna "
        "Rizal Sari Siti Sri Teguh Wati Yanto Zul",
        "Abdullah Anwar Firmansyah Gunawan Hakim Halim Hartono Hidayat Ismail Kurniawan Lestari Nugroho Osman Pratama Rahman Salleh Santoso "
        "Saputra Setiawan Susanto Utomo Wibowo Wijaya Yusof",
    ),
    "thai": (
        "Arun Bang Chai Chan Dara Ek Itti Kan Lop Mongkol Nakorn Pattana Rung Sri Siri Thana Thong Wattana Wong Phum Krung Suwan",
        "Anong Apinya Arthit Chai Decha Kanya Kittisak Malee Manop Narong Nattaya Nida Ploy Pichai Pranee Preecha Rattana Sakda Siriporn "
        "Somchai Suda Supachai Wanida Wichai",
        "Boonmee Chaiyasit Charoen Intara Jaidee Kaewsai Klinhom Maneerat Phromma Rattanakul Saetang Sombat Srisuk Suksai Thongdee Wongsa Yodrak",
    ),
    "turkish": (
        "Aka Alt Bay Cam Dem Ege Guven Ilk Kar Kuzey Mar Orta Oz Pamuk Sel Tan Ulu Yel Yen Zir Deniz Toros",
        "Ahmet Aylin Ayse Berk Burak Can Cem Deniz Ece Elif Emre Esra Fatih Gul Hakan Hulya Kemal Leyla Mehmet Merve Murat Onur Ozge Selin Serkan Tolga Umut Zeynep",
        "Acar Aksoy Arslan Aydin Bulut Celik Demir Dogan Erdem Gunes Kaplan Kaya Keskin Koc Kurt Ozkan Polat Sahin Tekin Toprak Uysal Yalcin Yildiz Yilmaz",
    ),
    "polish": (
        "Bor Bial Czar Dab Gor Jas Kal Kraj Lip Maz Niz Ost Pol Rad Sosn Tur Wis Zam Zel Morav Slav Tatra",
        "Adam Agata Anna Bartosz Beata Dorota Ewa Filip Grzegorz Hanna Iwona Jakub Joanna Karolina Krzysztof Magda Marcin Marta Michal Monika "
        "Natalia Pawel Piotr Rafal Tomasz Wojciech Zofia",
        "Adamski Baran Borowski Czarnecki Dudek Gajda Jankowski Kaczmarek Kowalczyk Krawczyk Lis Mazur Nowicki Pawlak Rutkowski Sikora Sobczak Urban Wrona Zalewski",
    ),
}

_TAILS = (
    "Trading|Industries|International|Imports|Supply|Products|Tools|Systems|Group|Partners|Materials|Foods|Textiles|Electronics|Medical|"
    "Machinery|Chemicals|Metals|Components|Packaging|Distribution|Enterprise|Manufacturing|Technology|Home|Commerce|Logistics & Trade|"
    "Import Export|Solutions|Works|Global|Sourcing|Equipment|Instruments|Resources"
).split("|")


@dataclass(frozen=True)
class Country:
    """ISO code, names, name region, legal forms, dialling code, zone in minutes, domain ending,
    cities with streets, sea ports and airports as (Korean, English) pairs."""

    code: str
    korean: str
    english: str
    region: str
    forms: tuple[str, ...]
    dial: str
    zone: int
    ending: str
    cities: tuple[tuple[str, str], ...]
    ports: tuple[tuple[str, str], ...]
    airports: tuple[tuple[str, str], ...]


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    parts = [part.split("/") for part in text.split(";") if part]
    return tuple((part[0], part[1]) for part in parts)


def _country(line: str) -> Country:
    (code, korean, english, region, forms, dial, zone, ending, cities, ports, airports) = line.split("|")
    return Country(code, korean, english, region, tuple(forms.split(";")), dial, int(zone), ending,
                   _pairs(cities), _pairs(ports), _pairs(airports))  # fmt: skip


COUNTRIES: dict[str, Country] = {
    line.split("|", 1)[0]: _country(line)
    for line in """
KR|한국|Korea|korean|Co., Ltd.;Co., Ltd;Inc.;Corp.|82|540|co.kr|서울/Seoul;부산/Busan;인천/Incheon;대구/Daegu;수원/Suwon;창원/Changwon;안산/Ansan;화성/Hwaseong;김포/Gimpo;천안/Cheonan;평택/Pyeongtaek;광주/Gwangju|부산/Busan;인천/Incheon;평택/Pyeongtaek;광양/Gwangyang;울산/Ulsan;부산신항/Busan New Port|인천공항/Incheon Airport;김포공항/Gimpo Airport;인천국제공항/ICN
US|미국|USA|western|Inc.;LLC;Corp.;Co.|1|-300|com|시카고/Chicago, IL;애틀랜타/Atlanta, GA;휴스턴/Houston, TX;덴버/Denver, CO;시애틀/Seattle, WA;털사/Tulsa, OK|LA/Los Angeles;롱비치/Long Beach;사바나/Savannah;휴스턴/Houston;뉴욕/New York;시애틀/Seattle;오클랜드/Oakland;찰스턴/Charleston|로스앤젤레스 공항/LAX;시카고 오헤어/Chicago O'Hare;JFK공항/JFK Airport
GB|영국|United Kingdom|western|Ltd;Limited;plc|44|0|co.uk|리즈/Leeds;브리스톨/Bristol;맨체스터/Manchester;더비/Derby|펠릭스토우/Felixstowe;사우샘프턴/Southampton;런던 게이트웨이/London Gateway|히드로/Heathrow
CA|캐나다|Canada|western|Inc.;Ltd.|1|-300|ca|토론토/Toronto, ON;캘거리/Calgary, AB|밴쿠버/Vancouver;몬트리올/Montreal;핼리팩스/Halifax|토론토 피어슨/Toronto Pearson
AU|호주|Australia|western|Pty Ltd|61|600|com.au|퍼스/Perth WA;애들레이드/Adelaide SA;질롱/Geelong VIC|멜버른/Melbourne;시드니/Sydney;브리즈번/Brisbane;프리맨틀/Fremantle|시드니공항/Sydney Airport
DE|독일|Germany|german|GmbH;GmbH & Co. KG;AG|49|60|de|보훔/Bochum;울름/Ulm;카셀/Kassel;뮌스터/Münster;하이델베르크/Heidelberg|함부르크/Hamburg;브레머하펜/Bremerhaven|프랑크푸르트 공항/Frankfurt Airport
NL|네덜란드|Netherlands|german|B.V.;BV|31|60|nl|틸뷔르흐/Tilburg;즈볼러/Zwolle|로테르담/Rotterdam;암스테르담/Amsterdam|스키폴/Schiphol
PL|폴란드|Poland|polish|Sp. z o.o.;S.A.|48|60|pl|포즈난/Poznań;루블린/Lublin;브로츠와프/Wrocław|그단스크/Gdansk;그디니아/Gdynia|바르샤바공항/Warsaw Airport
ES|스페인|Spain|latin|S.L.;S.A.|34|60|es|사라고사/Zaragoza;무르시아/Murcia|발렌시아/Valencia;바르셀로나/Barcelona;알헤시라스/Algeciras|마드리드공항/Madrid Airport
IT|이탈리아|Italy|latin|S.r.l.;S.p.A.|39|60|it|베르가모/Bergamo;모데나/Modena|제노바/Genoa;라스페치아/La Spezia;나폴리/Naples|말펜사/Malpensa
BR|브라질|Brazil|latin|Ltda;S.A.|55|-180|com.br|쿠리치바/Curitiba;캄피나스/Campinas|산투스/Santos;이타자이/Itajai;파라나과/Paranagua|과룰류스/Guarulhos
MX|멕시코|Mexico|latin|S.A. de C.V.|52|-360|mx|케레타로/Querétaro;푸에블라/Puebla|만사니요/Manzanillo;베라크루스/Veracruz;라사로카르데나스/Lazaro Cardenas|멕시코시티 공항/Mexico City Airport
CL|칠레|Chile|latin|SpA;S.A.|56|-240|cl|콘셉시온/Concepción;랑카과/Rancagua|산안토니오/San Antonio;발파라이소/Valparaiso|산티아고공항/Santiago Airport
CN|중국|China|chinese|Co., Ltd.;Co.,Ltd|86|480|cn|포산/Foshan;쑤저우/Suzhou;둥관/Dongguan;원저우/Wenzhou;옌타이/Yantai;중산/Zhongshan|상하이/Shanghai;닝보/Ningbo;칭다오/Qingdao;톈진/Tianjin;샤먼/Xiamen;다롄/Dalian;난사/Nansha;셔커우/Shekou|푸동공항/Pudong Airport;홍콩공항/Hong Kong Airport
TW|대만|Taiwan|chinese|Co., Ltd.;Corp.|886|480|com.tw|타이중/Taichung;타이난/Tainan;신주/Hsinchu|가오슝/Kaohsiung;지룽/Keelung;타이중/Taichung|타오위안공항/Taoyuan Airport
JP|일본|Japan|japanese|Co., Ltd.;K.K.;Inc.|81|540|co.jp|나고야/Nagoya;센다이/Sendai;오카야마/Okayama;하마마쓰/Hamamatsu|요코하마/Yokohama;도쿄/Tokyo;오사카/Osaka;고베/Kobe;하카타/Hakata;나고야/Nagoya|나리타/Narita;간사이공항/Kansai Airport
VN|베트남|Vietnam|vietnamese|JSC;Co., Ltd;Co., Ltd.|84|420|vn|빈즈엉/Binh Duong;동나이/Dong Nai;하이즈엉/Hai Duong;다낭/Da Nang|하이퐁/Haiphong;호치민/Ho Chi Minh;다낭/Da Nang;까이멥/Cai Mep;꾸이년/Quy Nhon|노이바이공항/Noi Bai Airport;떤선녓/Tan Son Nhat
IN|인도|India|indian|Pvt. Ltd.;Pvt Ltd;Private Limited|91|330|in|푸네/Pune;코임바토르/Coimbatore;아마다바드/Ahmedabad;하이데라바드/Hyderabad|나바셰바/Nhava Sheva;첸나이/Chennai;문드라/Mundra;콜카타/Kolkata|첸나이공항/Chennai Airport;델리공항/Delhi Airport
ID|인도네시아|Indonesia|malay|Tbk;Persada;Mandiri|62|420|co.id|반둥/Bandung;브카시/Bekasi|자카르타/Jakarta;수라바야/Surabaya;탄중프리옥/Tanjung Priok;스마랑/Semarang|자카르타공항/Jakarta Airport
MY|말레이시아|Malaysia|malay|Sdn Bhd;Sdn. Bhd.|60|480|com.my|이포/Ipoh;샤알람/Shah Alam|포트클랑/Port Klang;페낭/Penang;파시르구당/Pasir Gudang|쿠알라룸푸르공항/KLIA
TH|태국|Thailand|thai|Co., Ltd.;Public Co., Ltd.|66|420|co.th|촌부리/Chonburi;라용/Rayong;빠툼타니/Pathum Thani|람차방/Laem Chabang;방콕/Bangkok|수완나품/Suvarnabhumi
SG|싱가포르|Singapore|chinese|Pte Ltd;Pte. Ltd.|65|480|com.sg|싱가포르/Singapore|싱가포르/Singapore|창이공항/Changi
TR|튀르키예|Türkiye|turkish|A.S.;Ltd. Sti.|90|180|com.tr|부르사/Bursa;코냐/Konya|메르신/Mersin;이스탄불/Istanbul;이즈미르/Izmir;겜릭/Gemlik|이스탄불공항/Istanbul Airport
AE|아랍에미리트|UAE|arabic|LLC;FZE;FZCO|971|240|ae|두바이/Dubai;샤르자/Sharjah;아부다비/Abu Dhabi|제벨알리/Jebel Ali;두바이/Dubai;아부다비/Abu Dhabi|두바이공항/Dubai Airport
SA|사우디아라비아|Saudi Arabia|arabic|Est.;Co. Ltd;LLC|966|180|com.sa|리야드/Riyadh;담맘/Dammam|제다/Jeddah;담맘/Dammam|리야드공항/Riyadh Airport
EG|이집트|Egypt|arabic|S.A.E.;for Trading|20|120|com.eg|카이로/Cairo;기자/Giza|알렉산드리아/Alexandria;포트사이드/Port Said;아인소크나/Ain Sokhna|카이로공항/Cairo Airport
""".strip().splitlines()
}

_TITLES_KO = ("사원", "주임", "대리", "대리", "과장", "과장", "차장", "부장", "팀장", "실장", "이사", "대표", "선임", "책임", "매니저", "본부장", "상무")
_BUY_KO = ("구매팀", "자재팀", "해외구매팀", "수입팀", "소싱팀", "상품기획팀", "구매자재부", "SCM팀", "자재관리파트", "MD팀", "구매1팀", "생산관리팀")
_SELL_KO = ("영업팀", "해외영업팀", "수출팀", "국내영업부", "영업1팀", "글로벌사업부", "기술영업팀", "무역사업부", "해외사업팀", "영업지원팀", "B2B영업파트")
_BUY_EN = ("Purchasing Manager", "Buyer", "Senior Buyer", "Procurement Officer", "Sourcing Manager", "Import Manager", "Category Manager", "Supply Chain Lead", "Procurement Dept.", "Owner", "Managing Director", "Purchase Executive", "Head of Sourcing", "Materials Manager", "Asst. Merchandiser")
_SELL_EN = ("Sales Manager", "Export Manager", "Sales Executive", "Key Account Manager", "Overseas Sales Dept.", "Export Sales", "Regional Sales Manager", "Sales Dept.", "Business Development", "Area Manager", "Sales Engineer", "Inside Sales", "General Manager", "Commercial Director", "Export Coordinator")
_STREETS = ("Harbour Road", "Mill Lane", "Industrial Ave", "Station Street", "Second Street", "Canal Side", "Foundry Way", "Market Square", "Park Drive", "Lake Road", "Depot Street", "Orchard Row", "Science Park Rd", "Airport Blvd", "Riverside 4", "Old Quarry Rd", "Commerce Blvd", "Zone 3, Plot 11")
_STREETS_KO = ("별하로", "물결로", "산들로", "가온길", "늘봄로", "새터로", "한울대로", "바람길", "너른로", "솔내로", "다래길", "공단로", "미리내로", "햇살길", "도담로", "온누리로")


@dataclass
class Party:
    """A house and its writer, with every spelling that its mails may use."""

    side: str
    country: Country
    company: str  # as the signature writes it
    company_short: str  # without the legal form
    company_other: str  # in the other script, or empty
    contact: str
    contact_other: str
    called: str  # how a greeting in English calls the person
    family: str
    title: str
    team: str
    email: str
    signature: int
    phone: str
    mobile: str
    address: str
    spellings: dict[str, tuple[str, ...]] = field(default_factory=dict)


def _digits(rng: Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def _phone(rng: Random, country: Country, mobile: bool) -> str:
    if country.code == "KR":
        head = "10" if mobile else rng.choice(("2", "31", "32", "51", "53", "55", "41", "70"))
        tail = f"{rng.randint(200, 9999)}-{_digits(rng, 4)}"
        form = rng.randrange(4)
        if form == 0:
            return f"+82-{head}-{tail}"
        if form == 1:
            return f"0{head}.{tail.replace('-', '.')}"
        return f"0{head}-{tail}"
    area, one, two = rng.randint(2, 989), rng.randint(200, 999), _digits(rng, 4)
    return rng.choice((f"+{country.dial} {area} {one} {two}", f"+{country.dial}-{area}-{one}{two}",
                       f"({area}) {one}-{two}", f"{area}.{one}.{two}", f"00{country.dial} {area} {one}{two}"))  # fmt: skip


def _korean_house(rng: Random, korean: bool) -> tuple[str, str, str]:
    head = rng.choice(_KO_SYLLABLES)
    second = rng.choice(_KO_SYLLABLES) if rng.random() < 0.35 else ("", "")
    tail = rng.choice(_KO_TAIL)
    ko = head[0] + second[0] + tail[0]
    roman = head[1] + second[1].lower()
    en_short = f"{roman.upper() if rng.random() < 0.15 else roman} {tail[1]}"
    en = f"{en_short} {rng.choice(COUNTRIES['KR'].forms)}"
    full = rng.choice((f"{ko}(주)", f"(주){ko}", f"주식회사 {ko}", f"㈜{ko}", f"{ko} 주식회사", ko, f"(주) {ko}", f"{ko}㈜"))
    return (full, ko, en) if korean else (en, en_short, full)


def _foreign_house(rng: Random, country: Country) -> tuple[str, str, str]:
    syllables = _NAMES[country.region][0].split()
    tail = rng.choice(_TAILS)
    shape = rng.randrange(6)
    one, two, three = (rng.choice(syllables) for _ in range(3))
    if country.region in ("chinese", "vietnamese") and shape < 3:
        name = f"{one}{two.lower()} {tail}" if country.region == "chinese" else f"{one} {two} {tail}"
        if country.region == "chinese" and rng.random() < 0.4:
            name = f"{rng.choice(country.cities)[1].split(',')[0]} {name}"
    elif shape == 3:
        name = f"{one}{two.lower()} & {three}{rng.choice(syllables).lower()}"
    elif shape == 4:
        name = f"{one.upper()[0]}{two.upper()[0]}{three.upper()[0]} {tail}"
    else:
        name = f"{one}{two.lower()}{three.lower() if rng.random() < 0.2 else ''} {tail}"
    form = rng.choice(country.forms)
    full = f"PT {name} {form}" if country.code == "ID" else f"{name} {form}" if ", " not in form or rng.random() < 0.9 else f"{name}, {form}"
    if rng.random() < 0.12:
        full = full.upper()
    elif rng.random() < 0.12:
        full = name
    return full, name, ""


def _person(rng: Random, country: Country, korean: bool) -> tuple[str, str, str, str]:
    """The full name, its other spelling, how English greetings call the person, the family name."""
    if country.code == "KR":
        family, one, two = rng.choice(_KO_FAMILY), rng.choice(_KO_GIVEN), rng.choice(_KO_GIVEN)
        if one[0] == two[0]:
            two = ("현", "Hyun") if one[0] != "현" else ("우", "Woo")
        ko = family[0] + one[0] + two[0]
        given = rng.choice((f"{one[1]}{two[1].lower()}", f"{one[1]}-{two[1].lower()}", f"{one[1]} {two[1]}"))
        en = rng.choice((f"{given} {family[1]}", f"{given} {family[1]}", f"{family[1]} {given}"))
        if not korean and rng.random() < 0.2:
            given = rng.choice(_NAMES["western"][1].split())
            en = f"{given} {family[1]}"
        return (ko, en, given, family[0]) if korean else (en, ko, given, family[1])
    _, given_names, families = _NAMES[country.region]
    given, family = rng.choice(given_names.split()), rng.choice(families.split())
    if country.region == "vietnamese":
        middle = rng.choice(("Thi", "Van", "Minh", "Ngoc", "Thanh", "Quoc"))
        return f"{family} {middle} {given}", "", given, family
    return f"{given} {family}", "", given, family


def make_party(rng: Random, side: str, country: Country, korean: bool) -> Party:
    """A new house of ``side`` ("buyer" or "supplier"); ``korean``: it writes Korean."""
    if country.code == "KR":
        company, short, other = _korean_house(rng, korean)
    else:
        company, short, other = _foreign_house(rng, country)
    contact, contact_other, called, family = _person(rng, country, korean)
    if country.code != "KR" and korean:
        called = contact
    latin = short if short.isascii() else other
    domain = re.sub(r"[^a-z0-9]", "", "".join(latin.replace("&", "n").lower().split()[:2])) or "mail"
    ending = rng.choice((country.ending, country.ending, "com", "example"))
    romanised = contact if contact.isascii() else contact_other
    words = re.sub(r"[^a-z ]", "", romanised.lower()).split() or ["info"]
    local = rng.choice((words[0], f"{words[0]}.{words[-1]}", f"{words[0][0]}{words[-1]}", f"{words[-1]}{rng.randint(1, 99)}",
                        rng.choice(("sales", "info", "export", "trade") if side == "supplier" else ("purchase", "order", "buyer", "info")) if rng.random() < 0.5 else words[0]))  # fmt: skip
    city = rng.choice(country.cities)
    if korean and country.code == "KR":
        title, team = rng.choice(_TITLES_KO), rng.choice(_BUY_KO if side == "buyer" else _SELL_KO)
        address = f"{city[0]}시 {rng.choice(('중구', '남구', '서구', '동구', '북구', '강서구', '상록구', '단원구'))} {rng.choice(_STREETS_KO)} {rng.randint(2, 480)}"
        if rng.random() < 0.4:
            address += rng.choice((f", {rng.randint(2, 18)}층", f" {rng.randint(101, 1904)}호", f"-{rng.randint(2, 40)}"))
    else:
        title, team = (rng.choice(_TITLES_KO), "") if korean else (rng.choice(_BUY_EN if side == "buyer" else _SELL_EN), "")
        address = rng.choice((
            f"{rng.randint(2, 980)} {rng.choice(_STREETS)}, {city[1]} {rng.randint(10000, 99999)}, {country.english}",
            f"No. {rng.randint(2, 320)}, {rng.choice(_STREETS)}, {city[1]}, {country.english}",
            f"{rng.choice(_STREETS)} {rng.randint(2, 200)}, {rng.randint(10000, 99999)} {city[1]}", f"{city[1]}, {country.english}"))  # fmt: skip
    return Party(
        side=side, country=country, company=company, company_short=short, company_other=other,
        contact=contact, contact_other=contact_other, called=called, family=family, title=title,
        team=team, email=f"{local}@{domain}.{ending}", signature=rng.randrange(16),
        phone=_phone(rng, country, False), mobile=_phone(rng, country, True), address=address,
        spellings={"company": tuple(dict.fromkeys(x for x in (company, short, other) if x)),
                   "contact": tuple(dict.fromkeys(x for x in (contact, contact_other, called) if x))},
    )  # fmt: skip
