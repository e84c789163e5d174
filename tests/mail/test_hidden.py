import pytest
from selectolax.lexbor import LexborHTMLParser

from quoteflow_desktop.mail.hidden import drop_hidden


def seen(html: str) -> tuple[str, bool]:
    tree = LexborHTMLParser(html)
    hidden = drop_hidden(tree)
    for node in tree.css("style"):
        node.decompose()
    return (tree.body.text(deep=True) if tree.body else "").strip(), hidden


@pytest.mark.parametrize(
    "attribute",
    [
        'style="display:none"',
        'style="DISPLAY : NONE !important"',
        'style="visibility:hidden"',
        'style="font-size:0"',
        'style="font-size:0px;line-height:0"',
        'style="font-size:1px"',
        'style="opacity:0"',
        'style="mso-hide:all"',
        'style="max-height:0;overflow:hidden"',
        'style="height:0px; overflow: hidden"',
        'style="color:#ffffff"',
        'style="color: white"',
        'style="color:#0b3d91;background:#0B3D91"',
        'style="color:rgba(0,0,0,0)"',
        'style="text-indent:-9999px"',
        "hidden",
    ],
)
def test_what_a_person_cannot_see_goes_and_is_told(attribute: str) -> None:
    assert seen(f"<p>price 10</p><div {attribute}>price 90</div>") == ("price 10", True)


@pytest.mark.parametrize(
    "html",
    [
        '<td style="background:#0b3d91;color:#fff">TRADE</td>',
        '<div style="background:#000"><span style="color:#fff">TRADE</span></div>',
        '<table bgcolor="#003366"><tr><td><font color="white">TRADE</font></td></tr></table>',
        '<div style="background-image:url(x.png);background:url(x.png)">'
        '<b style="color:#fff">TRADE</b></div>',
        '<p style="font-size:10px;opacity:0.8;height:100%">TRADE</p>',
        "<style>@media (max-width:600px){.w{display:none}}</style><p class=w>TRADE</p>",
    ],
)
def test_what_a_person_sees_stays(html: str) -> None:
    assert seen(html) == ("TRADE", False)


def test_a_rule_of_the_style_sheet_hides_too() -> None:
    html = "<style>/* x */ .pre, .b{display:none}</style><p class='pre'>90</p><p>10</p>"
    assert seen(html) == ("10", True)


def test_an_empty_hidden_part_is_nothing_to_tell() -> None:
    assert seen("<div style='display:none'>&nbsp;&zwnj; </div><p>10</p>") == ("10", False)


def test_nested_hidden_parts_do_not_trip() -> None:
    html = "<div hidden>a<div style='display:none'>b<p hidden>c</p></div></div>ok"
    assert seen(html) == ("ok", True)
