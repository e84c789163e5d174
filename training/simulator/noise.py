"""The noise of family C: typing errors, lost spaces, mixed languages, in plain words only.

Marked values are never touched. Must not know the deal.
"""

from collections.abc import Callable
from random import Random

_SWITCH_KO = {"견적": ("quote", "견젹", "estimate"), "납기": ("delivery", "L/T", "납기일"), "단가": ("price", "unit price", "당가"), "수량": ("qty", "q'ty"), "발주": ("PO", "order", "발쥬"),
              "부탁드립니다": ("부탁드림다", "부탁드립니당", "부탁드려요", "부탁 드립니다"), "확인": ("confirm", "check", "확인요"), "선적": ("shipment", "ship"), "안녕하세요": ("안녕하세여", "안뇽하세요", "안녕 하세요"),
              "감사합니다": ("감사합니당", "감사함다", "thanks", "감사 합니다"), "결제": ("payment", "결재"), "조건": ("term", "조껀"), "입니다": ("임다", "입니당", "임"), "가능": ("가능여부", "possible")}  # fmt: skip
_SWITCH_EN = {"please": ("pls", "plz", "pleaes", "plese"), "Please": ("Pls", "Plz", "pls"), "quotation": ("quotaton", "qoutation", "quote"), "price": ("prise", "pirce", "price"), "delivery": ("delivry", "dlvry"),
              "thank": ("thx", "tank"), "Thank you": ("Thx", "Tks", "감사합니다"), "you": ("u", "you"), "receive": ("recieve", "receve"), "the": ("teh", "the", "the"), "and": ("n", "&", "adn"), "order": ("oder", "order"),
              "quantity": ("qty", "quantitiy"), "because": ("coz", "becuase"), "Regards": ("Rgds", "Regrads"), "your": ("ur", "your"), "offer": ("offfer", "ofer")}  # fmt: skip


def casual(korean: bool, rng: Random) -> Callable[[str], str]:
    """A writer without ceremony: no capitals in English, friendly endings in Korean."""
    if not korean:
        return str.lower
    ending = rng.choice(("~", "^^", "..", "!", "~~", ";;", " ㅎㅎ"))
    return lambda text: text[:-1] + ending if text.endswith(("다.", "요.", "요?")) and rng.random() < 0.6 else text


def noise_of(rng: Random, korean: bool, strength: float) -> Callable[[str], str]:
    """A function that makes a plain text noisy, a little differently each time."""
    words = _SWITCH_KO if korean else _SWITCH_EN

    def noisy(text: str) -> str:
        for word, others in words.items():
            if word in text and rng.random() < strength:
                text = text.replace(word, rng.choice(others), 1)
        if rng.random() < strength * 0.7:
            text = _slip(rng, text)
        if rng.random() < strength * 0.5:
            text = text.lower() if not korean else text.replace(" ", "", 1)
        if rng.random() < strength * 0.25:
            text = text.replace(". ", rng.choice((".. ", " ", "!! ", "~ ", "; ")))
        return text

    return noisy


def _slip(rng: Random, text: str) -> str:
    """Two letters swapped, one lost or doubled."""
    letters = [at for at in range(1, len(text) - 1) if text[at].isalpha() and text[at + 1].isalpha()]
    if not letters:
        return text
    at = rng.choice(letters)
    kind = rng.randrange(3)
    if kind == 0:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if kind == 1:
        return text[:at] + text[at + 1 :]
    return text[:at] + text[at] + text[at:]
