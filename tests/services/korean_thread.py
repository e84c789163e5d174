"""A Korean inquiry and its offer, with names in headers, text and signatures."""

MAILS = (
    """From: 박준호 <jh.park@daehan.co.kr>
To: 김서연 <sy.kim@saesol.co.kr>
Subject: LED 투광등 견적 요청
Date: Mon, 02 Mar 2026 09:14:00 +0900
Message-ID: <1@daehan.co.kr>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

안녕하세요, 새솔전자 김 과장님.
대한물산 박준호입니다.
LED 투광등 50W 300개 견적 부탁드립니다.
FOB 부산 조건으로 회신 바랍니다.

박준호 대리
대한물산
T. 02-555-1234
""",
    """From: 김서연 <sy.kim@saesol.co.kr>
To: 박준호 <jh.park@daehan.co.kr>
Subject: Re: LED 투광등 견적 요청
Date: Wed, 04 Mar 2026 10:00:00 +0900
Message-ID: <2@saesol.co.kr>
In-Reply-To: <1@daehan.co.kr>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

박준호 대리님, 안녕하세요.
LED 투광등 50W 300개, 단가 32,000원, 합계 9,600,000원입니다.
결제조건: 선금 30%, 선적 후 70%
납기: 4월 15일, FOB 부산

감사합니다.
--
김서연 과장
(주)새솔전자
M. 010-5678-9012
E. sy.kim@saesol.co.kr
www.saesol.co.kr

2026년 3월 2일 (월) 오전 9:14, 박준호 <jh.park@daehan.co.kr>님이 작성:
> 안녕하세요, 새솔전자 김 과장님.
> 대한물산 박준호입니다.
> LED 투광등 50W 300개 견적 부탁드립니다.
> FOB 부산 조건으로 회신 바랍니다.
""",
)
