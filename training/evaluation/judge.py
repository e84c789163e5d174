"""A language model as judge, over the OpenAI protocol (chat completions of any server).

Temperature 0, one question a call, the answer's JSON found and checked. What cannot be read counts
as a failure, never as a good answer. A judge must be stronger than the model judged; the shipped
model may not judge itself. Must not know what is asked.
"""

import json
import os
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

from quoteflow_desktop.core.errors import InputError, ModelError

KEY_VARIABLE = "QUOTEFLOW_JUDGE_KEY"  # environment variable with the server's key, if it wants one
_PROMPTS = Path(__file__).with_name("prompts")
_LONGEST = 16_000_000  # bytes of an answer


@dataclass
class Judge:
    """A model at ``url`` ("http://host:port/v1"); counts how many answers could be read."""

    url: str
    model: str
    timeout: float = 120.0
    asked: int = 0
    read: int = 0

    def __post_init__(self) -> None:
        if not self.url.startswith(("http://", "https://")):
            raise InputError(f"The judge's address {self.url} is no http address.")

    @property
    def success(self) -> float:
        """The share of answers that could be read."""
        return self.read / max(1, self.asked)

    def ask(self, prompt: str, values: Mapping[str, object]) -> object:
        """The JSON that the judge answers to the prompt file of that name; None where its answer
        holds none.

        Raises:
            ModelError: the server cannot be reached or refuses.
        """
        text = Template((_PROMPTS / f"{prompt}.txt").read_text(encoding="utf-8"))
        self.asked += 1
        return json_in(self._complete(text.substitute({k: str(v) for k, v in values.items()})))

    def accept(self) -> None:
        """The last answer had the form that was asked for."""
        self.read += 1

    def _complete(self, text: str) -> str:
        body = {
            "model": self.model,
            "messages": [{"role": "user", "content": text}],
            "temperature": 0,
        }
        headers = {"Content-Type": "application/json"}
        if key := os.environ.get(KEY_VARIABLE):
            headers["Authorization"] = f"Bearer {key}"
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked
            self.url.rstrip("/") + "/chat/completions", json.dumps(body).encode(), headers
        )
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:  # noqa: S310
                kept = json.loads(answer.read(_LONGEST))
            return str(kept["choices"][0]["message"]["content"] or "")
        except (OSError, urllib.error.URLError) as error:
            raise ModelError(
                f"The judge at {self.url} does not answer: {error}.", retryable=True
            ) from error
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise ModelError(f"The judge at {self.url} speaks another protocol.") from error


def json_in(text: str) -> object:
    """The first whole JSON list or object in a text that may have words around it; None without."""
    decoder = json.JSONDecoder()
    for at, letter in enumerate(text):
        if letter in "[{":
            try:
                return decoder.raw_decode(text, at)[0]
            except ValueError:
                continue
    return None
