"""Ports that the words around them make the place of loading or of discharge: "ETD Busan".

A place counts where the table knows it or where it says that it is a port. Must not know Incoterms
or who speaks.
"""

import re
from collections.abc import Iterator, Sequence

from quoteflow_desktop.analysis.ports import country_of
from quoteflow_desktop.analysis.sentences import Span, denies, looks_back

_LATIN = r"[A-Z][A-Za-z'’-]+(?: (?:[A-Z][A-Za-z'’-]+|airport|port)){0,2}(?: \([A-Z]{3}\))?"
_HANGUL = r"[가-힣]{2,6}(?:공항|신항|항)?"
_LOADING = re.compile(
    rf"(?:\bETD:? |\bex |\bloading (?:in|at) (?:the )?(?:port of )?|\b(?:from|out of"
    rf"|port of loading:?) )"
    rf"(?P<latin>{_LATIN})"
    rf"|(?<![가-힣])(?P<hangul>{_HANGUL}) ?(?:출항|출발|선적|에서 (?:나갑|나가|출항|출발|선적))"
    rf"|(?<![가-힣])(?P<hangul_to>{_HANGUL}) ?(?:→|->|-->) ?{_HANGUL}"
)
_DISCHARGE = re.compile(
    rf"(?:\bETA:? |\barriv(?:es?|al|ing)(?: at| in)? |\bport of (?:discharge|destination):? "
    rf"|\bto )"
    rf"(?P<latin>{_LATIN})"
    rf"|(?<![가-힣])(?P<hangul>{_HANGUL})(?:에|으로|로)? ?(?:도착|입항|들어옵|들어와|들어올|들어갈)"
    rf"|(?:→|->|-->) ?(?P<hangul_to>{_HANGUL})"
)
# "from" and "to" mean a voyage only where the sentence speaks of one.
_VOYAGE = re.compile(
    r"\bETD|\bETA|\bvessel|\bship(?:ped|ment|s|ping)?\b|\bsea\b|\bair\b|\bsail|\bloading"
    r"|\bload\b|\bC(?:IF|FR|IP|PT)\b"
    r"|\bfreight\b|\bfly|\bleft\b|해상|항공|선박|출항|입항|선적|배로",
    re.IGNORECASE,
)
_SAYS = re.compile(r"(?:[Pp]ort|[Aa]irport|공항|항)$")


def port_spans(text: str, sentences: Sequence[Span]) -> Iterator[tuple[str, Span]]:
    """Key and span of each port whose part is certain, in order."""
    for sentence in sentences:
        words = text[slice(*sentence)]
        if denies(words) or looks_back(words) or not _VOYAGE.search(words):
            continue
        for key, pattern in (("port_of_loading", _LOADING), ("port_of_discharge", _DISCHARGE)):
            for hit in pattern.finditer(text, *sentence):
                span = _place(text, hit.span(hit.lastgroup or 0))
                if span is not None:
                    yield key, span


def _place(text: str, span: Span) -> Span | None:
    """The longest beginning of the run that is a port."""
    start, end = span
    while end > start:
        name = text[start:end]
        if country_of(name) or (_SAYS.search(name) and len(name) > 3):
            return start, end
        cut = name.rfind(" ")
        if cut < 0:
            return None
        end = start + cut
    return None
