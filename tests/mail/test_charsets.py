import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteflow_desktop.mail.charsets import codec_of, decode

KOREAN = "견적 똠방 펲시 뷁 요청드립니다"  # three syllables that only CP949 has


@pytest.mark.parametrize(
    "label", ["euc-kr", "EUC-KR", "ks_c_5601-1987", "ksc5601", "korean", "windows-949", '"euc-kr"']
)
def test_every_label_of_the_euc_kr_family_is_read_as_cp949(label: str) -> None:
    assert decode(KOREAN.encode("cp949"), label) == (KOREAN, True)


@pytest.mark.parametrize("label", ["x-unknown", "utf8mb4", "no-such", "", None, "ro\0t", "rot13"])
def test_utf_8_is_read_under_a_label_that_says_nothing(label: str | None) -> None:
    assert decode(KOREAN.encode(), label) == (KOREAN, True)


@pytest.mark.parametrize("label", ["iso-8859-1", "us-ascii", None, "utf-8"])
def test_cp949_is_recognised_under_a_wrong_label(label: str | None) -> None:
    assert decode(KOREAN.encode("cp949"), label)[0] == KOREAN


@pytest.mark.parametrize(
    ("label", "text", "codec"),
    [
        ("gb2312", "镕基 报价单", "gb18030"),
        ("x-sjis", "見積書①", "cp932"),
        ("big5", "報價單", "cp950"),
        ("iso-2022-jp", "見積書", "iso2022_jp"),
        (None, "견적서", "iso2022_kr"),
        ("utf-16", "견적 price", "utf-16"),
    ],
)
def test_neighbours_charsets_are_read(label: str | None, text: str, codec: str) -> None:
    assert decode(text.encode(codec), label) == (text, True)


def test_western_text_is_not_taken_for_korean() -> None:
    text = "Größe über Café, à bientôt – 5 €"
    assert decode(text.encode("cp1252"), "iso-8859-1") == (text, True)


def test_utf_8_that_is_cut_in_a_character_loses_that_character_only() -> None:
    data = ("가나다라마바사" * 3).encode()[:-1]
    text, whole = decode(data, "utf-8")
    assert (text, whole) == (("가나다라마바사" * 3)[:-1] + "\ufffd", False)


def test_a_codec_that_is_no_charset_is_refused() -> None:
    assert [codec_of(name) for name in ("rot13", "zlib", "unicode_escape", "idna")] == [None] * 4


@given(st.binary(max_size=200), st.none() | st.text(max_size=20))
def test_any_bytes_under_any_label_give_text(data: bytes, label: str | None) -> None:
    assert isinstance(decode(data, label)[0], str)


@given(st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1))
def test_hangul_in_cp949_comes_back_under_any_korean_label(text: str) -> None:
    assert decode(text.encode("cp949"), "ks_c_5601-1987") == (text, True)


def test_half_a_character_in_utf_7_is_never_text() -> None:
    text, _ = decode(b"+2AA-", "utf-7")
    assert text.encode("utf-8")
