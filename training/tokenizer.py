"""The embedded model's SentencePiece tokenizer: how it is trained, and its one reading side.

BPE with byte fallback, identity normalisation, no dummy prefix, single digits: the form that
llama.cpp's "llama" tokenizer reads token for token alike. The turn markers are control pieces,
which plain text can never give; a line end and the guillemets are always pieces of their own.
Must not know mails, tasks or models.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import sentencepiece as spm

from quoteflow_desktop.inference.prompts import INVOCATION
from training.config import TokenizerSection

PAD, EOS, BOS, UNK = 0, 1, 2, 3
CONTROL = ("<start_of_turn>", "<end_of_turn>", "<reserved0>", "<reserved1>")
ALONE = ("\n", "«", "»")  # llama.cpp splits user-defined pieces out of plain text too


def train_tokenizer(texts: Iterable[str], section: TokenizerSection, path: Path) -> None:
    """Train on ``texts`` (whole mails) and write the SentencePiece model to ``path``."""
    model = io.BytesIO()
    spm.SentencePieceTrainer.train(
        sentence_iterator=_sentences(texts),
        model_writer=model,
        model_type="bpe",
        vocab_size=section.vocabulary,
        hard_vocab_limit=False,
        character_coverage=section.character_coverage,
        byte_fallback=True,
        normalization_rule_name="identity",
        add_dummy_prefix=False,
        remove_extra_whitespaces=False,
        allow_whitespace_only_pieces=True,
        split_digits=True,
        pad_id=PAD,
        eos_id=EOS,
        bos_id=BOS,
        unk_id=UNK,
        pad_piece="<pad>",
        eos_piece="<eos>",
        bos_piece="<bos>",
        control_symbols=list(CONTROL),
        user_defined_symbols=list(ALONE),
        max_sentence_length=100_000,
        minloglevel=1,
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(model.getvalue())


def _sentences(texts: Iterable[str]) -> Iterable[str]:
    """Lines of the texts; SentencePiece would drop a line end within a sentence."""
    for text in texts:
        for line in text.split("\n"):
            if line.strip():
                yield line


def _user_defined(model: bytes) -> tuple[frozenset[str], frozenset[str]]:
    """The user-defined pieces of a SentencePiece model: words, and markers of turns. Read from
    the file's own fields, since the library does not tell them apart from learnt ones."""
    defined = set()
    for number, value in _fields(model):
        if number == _PIECE:
            piece = dict(_fields(value))
            if piece.get(_PIECE_TYPE) == _USER_DEFINED:
                defined.add(bytes(piece[_PIECE]).decode("utf-8"))
    return frozenset(defined - set(CONTROL)), frozenset(defined & set(CONTROL))


_PIECE, _PIECE_TYPE, _USER_DEFINED = 1, 3, 4  # numbers of sentencepiece_model.proto


def _fields(message: bytes) -> Iterator[tuple[int, Any]]:
    """Field numbers and values of a protobuf message; a message within stays bytes."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        kind = key & 7
        if kind == 0:
            value, at = _varint(message, at)
            yield key >> 3, value
            continue
        size = {1: 8, 5: 4}.get(kind)
        if size is None:
            size, at = _varint(message, at)
        yield key >> 3, message[at : at + size]
        at += size


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


class Tokenizer:
    """Text to tokens and back; the same answers as ``inference.llama.LlamaModel`` gives."""

    def __init__(self, path: Path) -> None:
        self.model = spm.SentencePieceProcessor(model_file=str(path))
        self.bos = BOS
        self.alone, loose = _user_defined(path.read_bytes())
        known = {piece: self.model.PieceToId(piece) for piece in CONTROL}
        self._control = {piece: number for piece, number in known.items() if number != UNK}
        # Google's Gemma 2 has the markers user-defined, so a mail could write them.
        self._loose = [piece for piece in CONTROL if piece in loose]

    def __len__(self) -> int:
        return int(self.model.GetPieceSize())

    def tokenize(self, text: str, *, special: bool = False) -> list[int]:
        """Tokens of ``text``; turn markers count as such only with ``special``."""
        if not special:
            return self._plain(text)
        tokens: list[int] = []
        while text:
            starts = {text.find(piece): piece for piece in self._control if piece in text}
            if not starts:
                return tokens + self.tokenize(text)
            at = min(starts)
            piece = starts[at]
            tokens += [*self.tokenize(text[:at]), self._control[piece]]
            text = text[at + len(piece) :]
        return tokens

    def _plain(self, text: str) -> list[int]:
        """Tokens of a text in which markers are words like others."""
        for piece in self._loose:
            if piece in text:
                before, _, after = text.partition(piece)
                middle = [*self._encode(piece[:6]), *self._encode(piece[6:])]
                return [*self._plain(before), *middle, *self._plain(after)]
        return self._encode(text)

    def _encode(self, text: str) -> list[int]:
        return list(self.model.EncodeAsIds(text))

    def invocation(self) -> list[int]:
        """The tokens from which on an adapter acts."""
        return self.tokenize(INVOCATION, special=True)

    def detokenize(self, tokens: Sequence[int]) -> str:
        """The text of the tokens; bytes that are no whole character are replaced."""
        return self.detokenize_bytes(tokens).decode("utf-8", "replace")

    def detokenize_bytes(self, tokens: Sequence[int]) -> bytes:
        """The UTF-8 bytes of the tokens; control pieces give none."""
        out = bytearray()
        for token in tokens:
            if self.model.IsByte(token):
                out.append(int(self.model.IdToPiece(token)[3:5], 16))
            elif not (self.model.IsControl(token) or self.model.IsUnknown(token)):
                out += self.model.IdToPiece(token).replace("▁", " ").encode("utf-8")
        return bytes(out)
