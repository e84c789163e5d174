"""Mails that are no trade: newsletters, meetings, notices, internal notes; they hold no facts.

Figures and trade words stand in them on purpose. Must not know deals.
"""

from random import Random
from typing import Literal

from training.simulator.draft import Draft
from training.simulator.gold import GoldMail, GoldThread, Run
from training.simulator.mailing import make_message, message_id, moment, start_of
from training.simulator.terms import Phrases, expand
from training.simulator.world import COUNTRIES, make_party
from training.simulator.writing import date_text, pick_day

from quoteflow_desktop.core.facts import FACT_KINDS, Side
from quoteflow_desktop.core.messages import Address, Thread, thread_id

# Subject, then sentences; "*" before one that a summary keeps.
_KO = Phrases((
    "<9|10|11>월 정기 회의 안내|팀장님들께 안내드립니다.|*{d} <10|14|15>시에 <3|5|7>층 회의실에서 정기 회의가 있습니다.|*안건은 <하반기 매출|신규 채용|예산 <20-60:5>% 절감>입니다.|자료는 전날까지 공유해 주세요.",
    "(광고) <봄|여름|가을|겨울> 특가! 최대 <10-70:5>% 할인|안녕하세요 고객님!|*지금 가입하시면 <10-50:5>% 할인 쿠폰을 드립니다.|*행사 기간: {d}까지|정가 <49,000|79,000|129,000>원 → <29,000|39,000|59,000>원|수신거부는 여기를 눌러주세요.",
    "무역 실무 웨비나 초대|*{d} FOB와 CIF의 차이를 다루는 무료 웨비나를 엽니다.|*참가비는 무료이며 선착순 <50|100|200>명입니다.|신청은 아래 링크에서 하실 수 있습니다.|문의 02-<300-999:1>-<1000-9999:1>",
    "사무실 이전 안내|거래처 여러분 안녕하십니까.|*당사는 {d}부로 사무실을 이전합니다.|*새 주소: 서울시 <강서구|금천구|성동구> <가온길|솔내로> <10-90:1>, <2-15:1>층|전화번호는 동일합니다.",
    "연차 신청합니다|팀장님,|*{d} 하루 연차 사용하겠습니다.|급한 건은 <박대리|김주임>에게 전달했습니다.|*급여 <1-3:1>월분 정산 서류도 제출했습니다.",
    "회식 일정 공지|*이번 주 회식은 {d} 저녁 7시입니다.|*인원 <6-24:1>명 예약했습니다.|1인당 <30000-60000:10000>원 예산입니다.|못 오시는 분은 미리 말씀해 주세요.",
    "이번 주 환율/운임 동향|*USD <1300-1450:1>.<10|50|80>원, EUR <1450-1620:1>.20원으로 마감했습니다.|*부산-LA 40ft 운임은 USD <1800-3900:10>로 전주 대비 <1-9:1>% 하락했습니다.|구독 해지는 하단 링크를 이용해 주세요.",
    "[시스템] 서버 점검 안내|*{d} 22시부터 <2|3|4>시간 동안 메일 서버 점검이 있습니다.|*점검 중에는 접속이 되지 않습니다.|문의: 내선 <100-999:1>",
    "입사지원서 드립니다|인사담당자님 안녕하세요.|*해외영업 신입 포지션에 지원합니다.|*토익 <800-990:5>점이고 무역영어 1급이 있습니다.|면접 기회를 주시면 감사하겠습니다.",
    "비밀번호 변경 요청|*{d}까지 사내 시스템 비밀번호를 변경해 주세요.|*변경하지 않으면 계정이 잠깁니다.|변경은 마이페이지에서 가능합니다.",
    "전시회 참관 등록 안내|*{d}부터 열리는 산업전 사전 등록을 받습니다.|*사전 등록 시 입장료 <5,000|10,000>원이 면제됩니다.|<12|18|25>개국 <120-480:10>개사 참가",
    "건강검진 일정 안내|*올해 건강검진은 {d}까지 받아야 합니다.|*지정 병원은 <3|4|5>곳이며 비용은 회사가 부담합니다.|미수검 시 과태료가 있습니다.",
))  # fmt: skip
_EN = Phrases((
    "Weekly meeting moved|Hi all,|*The weekly meeting moves to {d}, <9|10|2|3> o'clock.|*Agenda: <budget 2027|new ERP|hiring>.|Please bring your figures.",
    "<Spring|Summer|Autumn> sale - up to <20-70:5>% off|Dear customer,|*Get <10-50:5>% off on everything until {d}.|*Free shipping on orders over $<50|75|100>.|Was $<89|129|199>, now $<49|69|99>!|Unsubscribe here.",
    "Webinar: Incoterms made easy|*Join our free webinar on FOB, CIF and DAP on {d}.|*Places are limited to <50|100|300>.|Register with the link below.|Questions? Call <200-989:1>-555-01<10-99:1>",
    "We are moving|Dear partners,|*Our office moves on {d}.|*New address: <10-900:1> Harbour Road, Suite <2-40:1>.|Phone numbers stay the same.",
    "Out of office|Thank you for your mail.|*I am out of the office until {d}.|*For urgent matters call +44 20 7946 0<100-999:1>.|I will reply after my return.",
    "Team lunch|Hi everyone,|*Team lunch is on {d}, table for <6-20:1>.|*Budget is $<15-40:5> per head.|Tell me about allergies.",
    "Freight market weekly|*Asia-Europe 40' rates fell <1-9:1>% to USD <1500-4200:50>.|*Bunker prices rose <1-6:1>%.|Brent closed at $<60-95:1>.|You receive this because you subscribed.",
    "IT maintenance window|*The mail server is down for maintenance on {d} from 22:00 for <2|3|4> hours.|*VPN will not be available.|Helpdesk ext. <100-999:1>",
    "Application as export clerk|Dear Sir or Madam,|*I would like to apply for the position of export clerk.|*I have <2-12:1> years of experience in freight forwarding.|My salary expectation is EUR <32000-58000:1000>.",
    "Password expiry notice|*Your password expires on {d}.|*Please change it before to keep access.|This is an automatic mail.",
    "Trade fair: register now|*Tickets for the fair on {d} are <10-40:5>% off this week.|*More than <200-900:50> exhibitors in <4|6|8> halls.|Booth from EUR <150-380:10>/sqm.",
    "Survey: two minutes please|*Please answer our short survey by {d}.|*Among all answers we raffle <3|5|10> vouchers of $<25|50|100>.|Your data stay private.",
))  # fmt: skip


def make_not_trade(rng: Random, seed: int, family: Literal["A", "B", "C"], korean: bool) -> GoldThread:
    """One mail without a deal."""
    subject, sentences = _split(rng.choice((_KO if korean else _EN).of(family)))
    day = start_of(rng)
    home = COUNTRIES["KR"] if korean else COUNTRIES[rng.choice(("US", "GB", "DE", "CN", "IN", "AU"))]
    sender, reader = make_party(rng, "supplier", home, korean), make_party(rng, "buyer", home, korean)
    when = moment(rng, None, day, sender)
    draft = Draft()
    joint = rng.choice(("\n", "\n", "\n\n", " "))
    for sentence in sentences:
        kept = sentence.startswith("*")
        start = len(draft.text)
        text = sentence.lstrip("*").replace("{d}", date_text(rng, korean, pick_day(rng, when.date(), 1, 40), when.date()))
        draft.raw(expand(rng, text))
        if kept:
            draft.point(start, 5)
        draft.raw(joint)
    if rng.random() < 0.6:
        draft.raw(("\n" if joint == " " else "") + rng.choice((sender.contact, sender.company, f"{sender.contact}\n{sender.company}")))
    message = make_message(rng, draft, expand(rng, subject), Address(name=rng.choice((sender.contact, sender.company_short)), email=sender.email),
                           (Address(name="", email=reader.email),), when, [], message_id(rng, sender), korean, None, False)  # fmt: skip
    points = tuple(Run(message=1, where="body", start=point.start, end=point.end) for point in draft.points)
    gold = GoldMail(side=Side.OTHER, stage=None, answer=None, title="notice", points=points)
    return GoldThread(
        thread=Thread(id=thread_id(message.message_id), subject=message.subject, messages=(message,)), mails=(gold,), tags=("not-trade",),
        headline=Run(message=1, where="subject", start=0, end=len(message.subject)), facts=dict.fromkeys(FACT_KINDS), items=(),
        language="ko" if korean else "en", family=family, seed=seed,
    )  # fmt: skip


def _split(template: str) -> tuple[str, list[str]]:
    """Subject and sentences; bars inside a choice do not separate."""
    parts, depth, current = [], 0, ""
    for char in template:
        depth += {"<": 1, ">": -1}.get(char, 0)
        if char == "|" and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += char
    parts.append(current)
    return parts[0], parts[1:]
