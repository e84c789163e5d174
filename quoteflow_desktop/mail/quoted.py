"""Which runs of a mail's text are quoted history or a signature, and what of it is to be read.

Nothing is cut: runs are marked. Attribution lines of Gmail, Outlook, Apple Mail, Naver and Daum in
Korean and English (and Chinese and Japanese ones of the same programs). Pure functions on text and
core values; must not know MIME or HTML.
"""

import re
import unicodedata
from collections.abc import Sequence

from quoteflow_desktop.core.messages import Mark, MarkKind, Message
from quoteflow_desktop.mail import signature
from quoteflow_desktop.mail.lines import Line, lines_of

_REPEATED_SHARE = 0.5  # of a quoted mail's letters, from which on it counts as a repeat
_KEPT = re.compile(r"[^\W_]|(?<=\d)[.,](?=\d)|[%$€£¥₩]")
_SHORT = 8  # letters; shorter lines must be a whole line of the earlier mail

_RULE_LINE = re.compile(r"^\s*[_=\-]{10,}\s*$")
_SEPARATOR = re.compile(
    r"^\s*[-_=*]{2,}\s*(?:original\s+(?:message|mail)|forwarded\s+(?:message|by\b.*)"
    r"|원본\s*(?:메시지|메세지|메일)|원래\s*메시지|전달된?\s*(?:메시지|메세지|메일)|전달"
    r"|原始邮件|原始郵件|转发邮件|元のメッセージ|転送)\s*[-_=*]{2,}.*$"
    r"|^\s*(?:begin forwarded message|전달된 메시지|전달된 메일)\s*:?\s*$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"^\s*\**\s*(?:from|보낸\s*사람|보낸\s*이|발신자?|发件人|寄件者|差出人)\s*\**\s*[:：]\s*\**\s*\S",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"^\s*\**\s*(?:sent|date|to|cc|bcc|subject|reply-to|보낸\s*날짜|보낸\s*시간|날짜|일시|작성일"
    r"|받는\s*사람|받는\s*이|수신자?|참조|제목|发送时间|日期|收件人|抄送|主题|送信日時|宛先|件名)"
    r"\s*\**\s*[:：]",
    re.IGNORECASE,
)
# Letters too begin with 발신, 참조 and 제목; a mail's head has an address or a time there.
_FORMAL_FROM = re.compile(r"^\s*\**\s*발신자?\s*\**\s*[:：]")
_DATE_FIELD = re.compile(
    r"^\s*\**\s*(?:sent|date|보낸\s*날짜|보낸\s*시간|날짜|일시|작성일)", re.IGNORECASE
)
_MAIL_FIELD = re.compile(
    r"^\s*\**\s*(?:sent|subject|보낸\s*날짜|보낸\s*시간|제목|发送时间|主题|送信日時|件名)",
    re.IGNORECASE,
)
# A Korean attribution ends with its verb: "작성하신 사양서 기준:" is the writer's own sentence.
_KOREAN_WROTE = r"(?:작성(?:(?:했|하였|하셨)습니다)?|쓴\s*글|보낸\s*(?:글|메일|메시지))\s*[:：]$"
_WROTE = re.compile(
    r"^(?:on|am|le)\b.{6,280}\b(?:wrote|schrieb.{0,80}|a écrit)\s*[:：]$"
    r"|^.{0,280}<[^<>\s]+@[^<>\s]+>\s*(?:(?:wrote|写道|のメール)[^:：]{0,12}[:：]$"
    rf"|(?:님이\s*)?{_KOREAN_WROTE})"
    r"|^.{0,280}\d{1,2}:\d{2}.{0,200}(?:(?:写道|wrote)[^:：]{0,12}[:：]$"
    rf"|{_KOREAN_WROTE})"
    r"|^[^\n]{0,200}\d{4}[^\n]{0,100}(?:写道[^:：]{0,12}[:：]$"
    rf"|님이\s*{_KOREAN_WROTE})",
    re.IGNORECASE,
)
_WROTE_START = re.compile(
    r"^\s*(?:on\s|am\s|le\s|\d{4}\s*[년.\-/年]|[\"'“]?[^\s>]{1,40}.{0,80}<)", re.I
)
_WROTE_END = re.compile(r"[:：]\s*$")
_CITED = re.compile(r"^\s{0,3}>")


def marks(body: str, cites: Sequence[tuple[int, int]] = ()) -> tuple[Mark, ...]:
    """Quoted runs and signatures of ``body``, sorted, not overlapping.

    ``cites`` are runs that the HTML itself calls quotes. Under an attribution line the quote is
    the ``>`` lines or cited blocks that follow, so answers between them stay unmarked; where
    nothing of that kind follows (Outlook), it is all the rest.
    """
    lines = lines_of(body)
    quoted = _quoted_lines(lines, cites)
    found = [
        Mark(start=start, end=end, kind=MarkKind.QUOTED) for start, end in _runs(lines, quoted)
    ]
    own = [at for at, line in enumerate(lines) if at not in quoted and not line.is_blank]
    found += [
        Mark(start=start, end=end, kind=MarkKind.SIGNATURE)
        for start, end in signature.spans(lines, own)
    ]
    return tuple(sorted(found, key=lambda mark: mark.start))


def _quoted_lines(lines: list[Line], cites: Sequence[tuple[int, int]]) -> set[int]:
    """Numbers of the quoted lines."""
    cited = {
        at
        for at, line in enumerate(lines)
        if _CITED.match(line.text)
        or any(start <= line.start and line.end <= end and line.text for start, end in cites)
    }
    quoted = set(cited)
    at = 0
    while at < len(lines):
        after = None if at in cited else _header_end(lines, at)
        if after is None:
            at += 1
            continue
        follows = next((one for one in range(after, len(lines)) if lines[one].text.strip()), None)
        if follows is not None and follows not in cited:
            quoted.update(range(at, len(lines)))
            break
        quoted.update(range(at, after))
        at = after
    return quoted


def _header_end(lines: list[Line], at: int) -> int | None:
    """The line after the quote header that starts at line ``at``, or None where none does."""
    text = lines[at].text
    if not text.strip():
        return None
    if _SEPARATOR.match(text):
        return _fields_end(lines, _skip_blank(lines, at + 1)) or at + 1
    if _RULE_LINE.match(text):
        return _fields_end(lines, _skip_blank(lines, at + 1))
    return _fields_end(lines, at) or _wrote_end(lines, at)


def _skip_blank(lines: list[Line], at: int) -> int:
    while at < len(lines) and not lines[at].text.strip():
        at += 1
    return at


def _fields_end(lines: list[Line], at: int) -> int | None:
    """End of a block From:/Sent:/To:/Subject: that starts at ``at``; a folded To: is allowed.

    "From: Busan, To: Hamburg" is no such block: an address, a subject or a time of sending is.
    """
    if at >= len(lines) or not _FROM.match(lines[at].text):
        return None
    end, fields, is_mail = at + 1, 0, "@" in lines[at].text
    telling = _DATE_FIELD if _FORMAL_FROM.match(lines[at].text) else _MAIL_FIELD
    for number in range(at + 1, min(at + 12, len(lines))):
        text = lines[number].text
        if _FIELD.match(text):
            fields, end = fields + 1, number + 1
            is_mail = is_mail or "@" in text or bool(telling.match(text))
        elif not text.strip() and number > end + 1:
            break
    return end if fields >= 2 and is_mail else None


def _wrote_end(lines: list[Line], at: int) -> int | None:
    """End of "On ... wrote:" or "...님이 작성:" that starts at ``at``, folded over three lines."""
    if not _WROTE_START.match(lines[at].text):
        return None
    joined = ""
    for number in range(at, min(at + 3, len(lines))):
        joined = f"{joined} {lines[number].text.strip()}".strip()
        if len(joined) > 400 or not lines[number].text.strip():
            return None
        if _WROTE_END.search(joined) and _WROTE.match(joined):
            return number + 1
    return None


def _runs(lines: list[Line], quoted: set[int]) -> list[tuple[int, int]]:
    """Spans of neighbouring quoted lines; blank lines between two belong to them."""
    runs: list[tuple[int, int]] = []
    last: int | None = None
    for at in sorted(quoted):
        joined = last is not None and all(
            not lines[number].text.strip() for number in range(last + 1, at)
        )
        if joined and runs:
            runs[-1] = (runs[-1][0], lines[at].end)
        else:
            runs.append((lines[at].start, lines[at].end))
        last = at
    return [(start, end) for start, end in runs if end > start]


def readable(message: Message, earlier: Sequence[Message]) -> tuple[tuple[int, int], ...]:
    """The (start, end) runs of ``message.body`` that are to be read, sorted.

    All but those lines of quoted mails that repeat a mail of ``earlier``. A quoted mail that is
    not there is read; so is a line that somebody wrote or changed inside a quote.
    """
    left_out: list[tuple[int, int]] = []
    known = _Known(earlier)
    for mark in message.marks:
        if mark.kind is MarkKind.QUOTED:
            for section in _sections(message.body, mark):
                left_out += _repeated(section, known)
    spans: list[tuple[int, int]] = []
    at = 0
    for start, end in [*_joined(message.body, left_out), (len(message.body), len(message.body))]:
        if message.body[at:start].strip():
            spans.append((at, start))
        at = end
    return tuple(spans)


class _Known:
    """Letters of the earlier mails, as one text and as lines."""

    def __init__(self, mails: Sequence[Message]) -> None:
        self.text = "\n".join(_letters(mail.body) for mail in mails)
        self.lines = {_letters(line) for mail in mails for line in mail.body.split("\n")}

    def holds(self, letters: str, before: str) -> bool:
        """Whether a line stands there; a short one only as a whole or after the same line."""
        if letters in self.lines:
            return True
        wanted = letters if len(letters) >= _SHORT else before + letters
        # "1,000 pcs" does not stand in "11,000 pcs".
        head = r"(?<![\d.,])" if wanted[:1].isdigit() else ""
        tail = r"(?![.,]?\d)" if wanted[-1:].isdigit() else ""
        return wanted in self.text and bool(
            re.search(f"{head}{re.escape(wanted)}{tail}", self.text)
        )


def _letters(text: str) -> str:
    """Letters, digits and what gives figures their worth, folded: what stays the same when a
    program wraps or indents a line."""
    return "".join(_KEPT.findall(unicodedata.normalize("NFKC", text).casefold()))


def _sections(body: str, mark: Mark) -> list[list[tuple[Line, bool]]]:
    """The mails within one quoted run; each line with whether it is part of a quote header."""
    lines = lines_of(body[mark.start : mark.end], mark.start)
    bare = [Line(line.start, line.end, line.text.lstrip("> \t")) for line in lines]
    sections: list[list[tuple[Line, bool]]] = [[]]
    at = 0
    while at < len(bare):
        after = _header_end(bare, at)
        if after is None:
            sections[-1].append((bare[at], False))
            at += 1
        else:
            sections.append([(bare[number], True) for number in range(at, after)])
            at = after
    return [section for section in sections if section]


def _repeated(section: list[tuple[Line, bool]], known: _Known) -> list[tuple[int, int]]:
    """Spans of the section's lines that an earlier mail holds; none where it is another mail."""
    letters = [_letters(line.text) for line, _ in section]
    held: list[bool] = []
    before = ""
    for (_, is_header), own in zip(section, letters, strict=True):
        held.append(is_header or not own or known.holds(own, before))
        before = "" if is_header else own or before
    content = [own for (_, is_header), own in zip(section, letters, strict=True) if not is_header]
    total = sum(map(len, content))
    repeated = sum(
        len(own)
        for (_, is_header), own, is_held in zip(section, letters, held, strict=True)
        if is_held and not is_header
    )
    if total and repeated < total * _REPEATED_SHARE:
        return []
    return [
        (line.start, line.end) for (line, _), is_held in zip(section, held, strict=True) if is_held
    ]


def _joined(body: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Neighbouring spans as one where only white space lies between."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and not body[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
