"""Certificates of goods, not every abbreviation."""

import pytest

from quoteflow_desktop.analysis.certificates import certificate_spans


def found(text: str) -> list[str]:
    return [text[slice(*span)] for span in certificate_spans(text, 0)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Our plant holds ISO 9001:2015.", "ISO 9001:2015"),
        ("All units are CE marked.", "CE"),
        ("CE and RoHS certificates are attached", "CE and RoHS"),
        ("Fabric is OEKO-TEX Standard 100 certified", "OEKO-TEX Standard 100"),
        ("tested according to IEC 60335-1", "IEC 60335-1"),
        ("It must be QMAB approved.", "QMAB"),
        ("KC 인증 제품입니다", "KC"),
        ("친환경자재 인증 제품입니다.", "친환경자재 인증"),
        ("with certificate 3.1 acc. to EN 10204", "certificate 3.1 acc. to EN 10204"),
    ],
)
def test_a_certificate_is_found(text: str, value: str) -> None:
    assert found(text)[0] == value


@pytest.mark.parametrize(
    "text",
    [
        "The KS series has 3 models.",
        "Bolt M8 DIN 933, zinc plated",
        "We have not got HACCP yet.",
        "옵션: 비건 인증 대행 별도",
        "FOB certificate of origin",
    ],
)
def test_no_certificate(text: str) -> None:
    assert found(text) == []
