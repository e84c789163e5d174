"""Ports whose part in the voyage the words make certain."""

import pytest

from quoteflow_desktop.analysis.port_words import port_spans
from quoteflow_desktop.analysis.sentences import sentences


def found(text: str) -> list[tuple[str, str]]:
    spans = list(sentences(text))
    return [(key, text[slice(*span)]) for key, span in port_spans(text, spans)]


@pytest.mark.parametrize(
    ("text", "key", "port"),
    [
        ("The vessel is ETD Busan May 4.", "port_of_loading", "Busan"),
        ("ETA Jeddah: 4 December", "port_of_discharge", "Jeddah"),
        ("We ship by sea from Laem Chabang", "port_of_loading", "Laem Chabang"),
        ("loading in the port of Genoa", "port_of_loading", "Genoa"),
        ("shipment ex Tuticorin port", "port_of_loading", "Tuticorin port"),
        ("광양항 출항 예정입니다", "port_of_loading", "광양항"),
        ("배로 인천 들어옵니다", "port_of_discharge", "인천"),
    ],
)
def test_a_port_with_its_part(text: str, key: str, port: str) -> None:
    assert found(text) == [(key, port)]


@pytest.mark.parametrize(
    "text",
    [
        "Greetings from Busan and best wishes",
        "We are from Germany and ship by sea",
        "We do not ship from Busan.",
        "금요일에 김포 도착하게 배차하겠습니다",
    ],
)
def test_places_that_are_no_ports_of_the_voyage(text: str) -> None:
    assert found(text) == []


def test_an_arrow_parts_the_two_ports() -> None:
    assert found("인천공항 → 하노이공항 항공 운송") == [
        ("port_of_loading", "인천공항"), ("port_of_discharge", "하노이공항"),
    ]  # fmt: skip
