"""Whether two mails speak of the same goods."""

import pytest

from quoteflow_desktop.analysis.matching import AmbiguousError, find_item, is_fuller, part_numbers

NAMES = [("흰다리새우 PD 31/40",), ("오징어링 3-7cm",), ("3-pc acacia bistro set, DL-B3",)]


@pytest.mark.parametrize(
    ("product", "index"),
    [
        ("흰다리새우 pd31/40", 0),
        ("새우", 0),
        ("오징어링", 1),
        ("Bistro Sets", 2),
        ("DL-B3 (slatted top)", 2),
        ("절단꽃게", None),
        ("folding lounger DL-L1", None),
    ],
)
def test_names_and_part_numbers_find_their_item(product: str, index: int | None) -> None:
    assert find_item(product, NAMES, (), alone=False) == index


def test_a_shorter_name_that_fits_two_items_is_ambiguous() -> None:
    with pytest.raises(AmbiguousError):
        find_item("LED driver", [("40 W LED driver",), ("60 W LED driver",)], (), alone=False)


def test_an_item_that_this_mail_named_already_is_not_meant_by_another_name() -> None:
    assert find_item("bistro set", NAMES, {2}, alone=False) is None


def test_a_translated_name_means_the_only_item() -> None:
    assert find_item("pump", [("펌프",)], (), alone=True) == 0
    assert find_item("pump", [("펌프",)], (), alone=False) is None


def test_different_part_numbers_are_different_items() -> None:
    assert find_item("pump SMP-110", [("pump SMP-75",)], (), alone=True) is None


def test_sizes_are_no_part_numbers() -> None:
    assert part_numbers("30ml 100W 3-7cm 3-pc LQ-100D24") == {"lq100d24"}


def test_a_name_that_says_more_is_fuller() -> None:
    assert is_fuller("흰다리새우 PD 31/40", "새우")
    assert not is_fuller("새우", "흰다리새우 PD 31/40")
