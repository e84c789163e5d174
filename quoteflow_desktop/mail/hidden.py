"""Which parts of an HTML mail a person cannot see, by its own styles and its style sheet.

A model would read what the user does not, so such parts go before the text is made and the mail
is flagged. A rule of thumb, not a browser: sizes, visibility and colour only. Must not make text.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_RULES = 500  # style rules that are looked at

_ZERO = r"0(?:\.0+)?(?:px|pt|em|rem|%)?(?=\s*(?:;|!|$))"
_HIDING = re.compile(
    rf"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    rf"|font-size\s*:\s*(?:{_ZERO}|[01]px\b)|opacity\s*:\s*{_ZERO}"
    rf"|text-indent\s*:\s*-\d{{3,}}|(?:left|top)\s*:\s*-\d{{4,}}|transform\s*:\s*scale\(0\)",
    re.IGNORECASE,
)
_NO_SIZE = re.compile(rf"(?:max-)?(?:height|width)\s*:\s*{_ZERO}", re.IGNORECASE)
_OVERFLOW = re.compile(r"overflow\s*:\s*hidden", re.IGNORECASE)
_COLOR = re.compile(r"(?:^|[;\s])color\s*:\s*([^;!]+)", re.IGNORECASE)
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*([^;!]+)", re.IGNORECASE)
_RULE = re.compile(r"([^{}]{1,400})\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b")
_RGB = re.compile(r"rgba?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*(?:,\s*([\d.]+)\s*)?\)")
_NAMES = {"white": "ffffff", "black": "000000", "transparent": "transparent", "red": "ff0000",
          "blue": "0000ff", "yellow": "ffff00", "green": "008000", "gray": "808080"}  # fmt: skip
_INVISIBLE = re.compile("[\\s\u00a0\u00ad\u034f\u115f\u1160\u200b-\u200f\u2060-\u2064\ufeff]+")


def drop_hidden(tree: LexborHTMLParser) -> bool:
    """Take what cannot be seen out of ``tree``; True when words went with it."""
    doomed = [
        node for node in tree.css("[style], [hidden], font[color]") if _is_hidden(node)
    ] + _hidden_by_sheet(tree)
    found = False
    for node in doomed:
        if node.tag in ("html", "body"):
            continue
        found = found or bool(_INVISIBLE.sub("", node.text(deep=True) or ""))
    for node in doomed:
        if node.tag not in ("html", "body"):
            _empty(node)
    return found


def _empty(node: LexborNode) -> None:
    """Take a node's content out; the node may lie in another one that went already."""
    node.inner_html = ""


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    style = attributes.get("style") or ""
    return "hidden" in attributes or hides(style) or _same_as_background(node)


def hides(style: str) -> bool:
    """Whether these declarations alone make an element invisible."""
    return bool(_HIDING.search(style) or (_NO_SIZE.search(style) and _OVERFLOW.search(style)))


def _hidden_by_sheet(tree: LexborHTMLParser) -> list[LexborNode]:
    """Elements that a plain rule of the mail's own sheet hides; @media rules are for phones."""
    found: list[LexborNode] = []
    for sheet in tree.css("style"):
        css = _without_at_rules(_COMMENT.sub("", sheet.text(deep=True) or ""))
        for selector, declarations in _RULE.findall(css)[:MAX_RULES]:
            if hides(declarations):
                found += _matching(tree, selector.strip())
    return found


def _matching(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    if not re.fullmatch(r"[\w\s.#,>\-]+", selector):
        return []
    try:
        return list(tree.css(selector))
    except Exception:  # the selector engine has no error class of its own
        return []


def _without_at_rules(css: str) -> str:
    """``css`` without its @-blocks, braces counted."""
    out, at = [], 0
    while (start := css.find("@", at)) >= 0:
        out.append(css[at:start])
        depth, at = 0, start
        while at < len(css):
            char = css[at]
            at += 1
            if char == "{":
                depth += 1
            elif char == "}":
                depth -= 1
            if depth <= 0 and char in "};":
                break
    out.append(css[at:])
    return "".join(out)


def _same_as_background(node: LexborNode) -> bool:
    """Whether a node's text colour is the colour that lies under it (white when none is given)."""
    match = _COLOR.search(node.attributes.get("style") or "")
    color = _rgb(match[1] if match else node.attributes.get("color"))
    return color is not None and (color == "transparent" or color == _background(node))


def _background(node: LexborNode) -> str | None:
    at: LexborNode | None = node
    for _ in range(60):
        if at is None:
            break
        style = at.attributes.get("style") or ""
        match = _BACKGROUND.search(style)
        if match or at.attributes.get("bgcolor"):
            color = _rgb(match[1] if match else at.attributes.get("bgcolor"))
            if color != "transparent":
                return color  # None where it is an image or a word we do not know: not the same
        if at.attributes.get("background"):
            return None
        at = at.parent
    return "ffffff"


def _rgb(value: str | None) -> str | None:
    """Six hex digits of a CSS colour, ``transparent``, or None."""
    text = (value or "").strip().lower()
    if match := _HEX.search(text):
        digits = match[1]
        return digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    if match := _RGB.search(text):
        if match[4] is not None and float(match[4] if match[4] != "." else 0) == 0:
            return "transparent"
        return "".join(f"{min(int(part), 255):02x}" for part in match.groups()[:3])
    return _NAMES.get(text.split()[0]) if text else None
