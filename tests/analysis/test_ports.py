"""Ports and their countries."""

import pytest

from quoteflow_desktop.analysis.ports import country_of, port_count


@pytest.mark.parametrize(
    ("port", "country"),
    [
        ("Busan", "kr"), ("부산항", "kr"), ("인천공항", "kr"),
        ("Incheon International Airport", "kr"),
        ("Cat Lai (HCMC)", "vn"),
        ("PORT OF FELIXSTOWE", "gb"), ("얀티안", "cn"),
        ("제벨알리", "ae"),
        ("Nhava Sheva Port", "in"), ("St. Petersburg", "ru"),
    ],
)  # fmt: skip
def test_a_known_port_has_a_country(port: str, country: str) -> None:
    assert country_of(port) == country


@pytest.mark.parametrize("port", ["", "Bremen warehouse", "공항", "기준"])
def test_an_unknown_place_has_none(port: str) -> None:
    assert country_of(port) is None


def test_the_table_knows_both_languages_names() -> None:
    assert port_count() >= 300
