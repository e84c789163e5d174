"""Certificates, marks of conformity and standards that a mail names: "ISO 9001", "CE and FDA".

Marks that are nothing else in trade mail count wherever they stand; short ones ("CE", "KC") and
standards of goods only where the sentence speaks of certifying. Must not know who speaks.
"""

import re
from collections.abc import Iterator

from quoteflow_desktop.analysis.sentences import Span, denies, looks_back, sentences

# Systems of management and marks whose names are no other words.
_SURE = (
    r"ISO[ -]?(?:9001|13485|14001|14971|15378|16949|17025|17065|20000|22000|22716|27001"
    r"|45001|50001)"
    r"(?::\d{4})?(?: ?\((?:c?GMP|CGMP)\))?"
    r"|IATF[ -]?16949|AS ?9100[A-D]?|FSSC[ -]?22000|NSF/ANSI(?:/CAN)? \d{2,3}|IFS Food"
    r"|(?:c|C|K)?GMP(?: ?\(ISO 22716\))?|HACCP|BRCGS?|HALAL|Halal|KOSHER|Kosher"
    r"|OEKO-?TEX(?: ?®)?(?: (?:STANDARD|Standard|standard) ?100)?(?: [Cc]lass I{1,3}V?)?"
    r"|GOTS|RWS|FSC(?: ?(?:100 ?%|Mix|MIX|Recycled))?|PEFC|EHEDG|ATEX|IECEx"
    r"|RoHS(?: ?[23])?|REACH|UKCA|KCs|KOSHA|CPNP|CITES|BIS CRS|SASO|SABER|INMETRO|ANVISA"
    r"|COFEPRIS|SIRIM"
    r"|(?:할랄|코셔|비건|유기농|해썹) ?인증"
)  # fmt: skip
# Short marks, and standards of goods and tests: something has to say that they are certified.
_NEARLY = (
    r"CE(?: (?:MDR|MDD|IVDR))?|FDA|UL(?: ?listed)?|cUL(?:us)?|ETL|CSA|FCC|VDE|T[ÜU]V|GS|KC"
    r"|KS|KTL|PSE|CCC|CQC"
    r"|BIS|SNI|TISI|EAC|GOST|DOT|ECE|WRAS|DVGW|IEC[ -]?\d{3,6}(?:-\d+)*|EN[ -]?\d{3,6}(?:-\d+)*"
    r"|ASTM [A-Z]\d+|DIN(?: EN)? \d{3,6}|JIS [A-Z] ?\d{4}|KS [A-Z] ?(?:ISO )?\d{3,5}"
    r"|BS \d{3,5}|UL ?\d{2,5}"
    r"|Vegan|VEGAN|Organic|USDA Organic|[A-Z]{3,6}(?= (?:certifi|approv|registra|cleared"
    r"|mark|인증))"
)  # fmt: skip
_NO_MARK = re.compile(r"(?:FOB|CIF|CFR|EXW|DAP|DDP|FCA|CPT|CIP|BANK|MILL|TEST|ORDER|PRICE"
                      r"|THE|OUR|YOUR|ALL"
                      r"|ARE|AND|MUST|NOT|HAVE|NEED|LPO|VAT|GST)")  # fmt: skip
_ONE = rf"(?:{_SURE}|{_NEARLY})"
_JOIN = r"(?:,? ?(?:and|&|및|와|과) |, ?| ?/ ?)"
_RUN = re.compile(
    rf"(?<![A-Za-z0-9/-]){_ONE}(?:(?:{_JOIN}{_ONE}(?![A-Za-z0-9]))+(?: approved)?)?(?![A-Za-z0-9])"
    r"|(?:[가-힣A-Za-z0-9]{2,} ){0,2}[가-힣]{4,12} 인증(?=서? ?(?:제품|품|완료|보유|취득|필"
    r"|을|이|[.,(]|$))"
)
_OPTION = re.compile(r"option|옵션|대행|별도", re.IGNORECASE)
_IS_SURE = re.compile(rf"(?<![A-Za-z0-9/-])(?:{_SURE})(?![A-Za-z0-9])")
_SAYS = re.compile(
    r"certif|approv|\bmark(?:ed|ing)?\b|registr|complian|conform|cleared|listed|tested|according"
    r"|acc\.? to|인증|등록|성적서|허가|규격|적합|합격|시험|인허가",
    re.IGNORECASE,
)
# The mill's own certificate: "3.1 certificate acc. to EN 10204".
_MILL = re.compile(
    r"\b(?:inspection |mill |material )?certificate 3\.[12]\b(?:[ ,]*(?:acc\.?"
    r"|according)(?: to)? EN ?10204)?"
    r"|\b3\.[12] (?:inspection |mill |material )?certificates?\b(?: (?:acc\.?"
    r"|according)(?: to)? EN ?10204)?"
    r"|\bEN ?10204(?:[ -]?3\.[12])",
    re.IGNORECASE,
)


def certificate_spans(text: str, start: int) -> Iterator[Span]:
    """Where sentences of ``text`` from ``start`` on name certificates of the goods, in order; what
    they deny or say of an older deal is left out."""
    for sentence in sentences(text, start):
        words = text[slice(*sentence)]
        if denies(words) or looks_back(words) or _OPTION.search(words):
            continue
        for hit in _MILL.finditer(text, *sentence):
            yield hit.span()
        for hit in _RUN.finditer(text, *sentence):
            sure = _IS_SURE.search(hit.group()) is not None
            if (sure or _SAYS.search(words)) and not _NO_MARK.fullmatch(hit.group()):
                yield hit.span()
