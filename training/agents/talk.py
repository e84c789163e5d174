"""Two agents that speak for buyer and supplier, and what they have said.

``Talk.reword`` asks the agent of a mail's side to say its clauses anew, shows it what was wrong,
and keeps the simulator's own words where it does not manage. The owner of autogen and openai.
Must not know how threads are planned, kept or labelled.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import TracebackType

import openai
from autogen_agentchat.agents import AssistantAgent
from autogen_core.model_context import BufferedChatCompletionContext
from autogen_core.models import ChatCompletionClient, ModelFamily, ModelInfo
from autogen_ext.models.openai import OpenAIChatCompletionClient

from quoteflow_desktop.core.errors import InputError, ModelError, QuoteFlowError
from quoteflow_desktop.core.money import plain
from quoteflow_desktop.core.values import Value
from training.agents.wording import Clause, clauses_of, free_words, read_reply, refill
from training.simulator.buyer import ORDER_WORDS
from training.simulator.deal import Deal
from training.simulator.steps import Done
from training.simulator.writer import Writer

TRIES = 3  # requests for one mail
_KEPT_MESSAGES = 8  # of the conversation, for each agent

_SYSTEM = """\
You are {name}, {title} of {house}, and write trade mails as the {side} of a deal with {other}.
Your private aims, never to be told to the other side:
{aims}
Each time you get the mail of the other side, and your own next mail as numbered lines. Say every \
line anew in your own words and manner; what it means, asks, offers, refuses or accepts stays \
the same.
Rules:
- Answer with the same numbered lines ("1: ...") and nothing else.
- A marker such as [[quantity:1]] stands for a value. Keep every marker of a line in that line, \
once, unchanged, in the same order.
- Write no figure, amount, date, code, address or name of your own; markers are there for them.
- Write in {language}."""


class Endpoint(Value):
    """Where the model answers: an address of the OpenAI protocol, a model's name there, a key."""

    url: str
    model: str
    key: str
    key_variable: str
    longest_reply: int  # tokens


@dataclass
class Counts:
    """What became of the mails."""

    mails: int = 0
    reworded: int = 0  # in the model's words
    echoed: int = 0  # the model gave the simulator's words back
    locked: int = 0  # nothing in them was worth other words
    fallbacks: int = 0  # no reply held what it must
    retries: int = 0
    refused: Counter[str] = field(default_factory=Counter)  # replies by what was wrong


class _TooLongError(Exception):
    """The model's context cannot hold the request."""


def client_of(endpoint: Endpoint) -> ChatCompletionClient:
    """A client for any server that speaks the protocol."""
    info = ModelInfo(
        vision=False, function_calling=False, json_output=False, structured_output=False,
        family=ModelFamily.UNKNOWN,
    )  # fmt: skip
    return OpenAIChatCompletionClient(
        model=endpoint.model, base_url=endpoint.url, api_key=endpoint.key, model_info=info,
        max_tokens=endpoint.longest_reply, max_retries=1, timeout=300.0,
    )  # fmt: skip


class Talk:
    """The talks of a run over one client; a context manager, as the client keeps a connection."""

    def __init__(self, client: ChatCompletionClient, endpoint: Endpoint, tries: int = TRIES):
        self.client, self.endpoint, self.tries = client, endpoint, tries
        self.counts = Counts()
        self._runner = asyncio.Runner()
        self.begin()

    def __enter__(self) -> "Talk":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._runner.run(self.client.close())
        self._runner.close()

    def begin(self) -> None:
        """A new thread: new agents that know nothing of the one before."""
        self.agents: dict[str, AssistantAgent] = {}
        self.last = ""  # the text of the last mail

    def reword(self, writer: Writer, done: Done) -> None:
        """Gives the mail the words of its side's agent, or leaves it as it is.

        Raises:
            QuoteFlowError: the endpoint is down or refuses key, model or request.
        """
        for side in ("buyer", "supplier"):
            if side not in self.agents:
                self.agents[side] = _agent(self.client, writer.deal, side)
        clauses = clauses_of(writer)
        self.counts.mails += 1
        if clauses:
            templates = self._ask(writer, done, clauses)
            if templates is None:
                self.counts.fallbacks += 1
            elif templates == tuple(clause.template for clause in clauses):
                self.counts.echoed += 1
            else:
                self.counts.reworded += 1
                refill(writer, clauses, templates)
        else:
            self.counts.locked += 1
        self.last = writer.draft.text

    def _ask(self, writer: Writer, done: Done, clauses: Sequence[Clause]) -> tuple[str, ...] | None:
        agent = self.agents[writer.side]
        task = _task(writer, clauses, self.last)
        for number in range(self.tries):
            self.counts.retries += number > 0
            try:
                reply = self._runner.run(self._reply(agent, task))
            except _TooLongError:
                self.counts.refused["the request is longer than the model's context"] += 1
                return None
            templates, wrong = read_reply(reply, clauses, writer.korean)
            wrong = wrong or _other_act(done, clauses, templates)
            if not wrong:
                return templates
            self.counts.refused[re.sub(r"^Line \d+: |\(.*\)|'.*?'|\[\[.*\]\]", "", wrong)] += 1
            task = f"That cannot be used. {wrong} Give all the lines again."
        return None

    async def _reply(self, agent: AssistantAgent, task: str) -> str:
        try:
            result = await agent.run(task=task)
        except openai.OpenAIError as error:
            if _is_too_long(error):
                await agent.model_context.clear()
                raise _TooLongError from None
            raise _refusal(error, self.endpoint) from None
        return result.messages[-1].to_model_text()  # type: ignore[union-attr]


def _agent(client: ChatCompletionClient, deal: Deal, side: str) -> AssistantAgent:
    """An agent with the private aims that the deal's state gives its side."""
    me, language = deal.party(side), "Korean" if deal.korean[side] else "English"
    system = _SYSTEM.format(
        name=me.contact, title=me.title, house=me.company, side=side, language=language,
        other=deal.other(side).company, aims="\n".join(_aims(deal, side)),
    )  # fmt: skip
    context = BufferedChatCompletionContext(buffer_size=_KEPT_MESSAGES)
    return AssistantAgent(side, client, system_message=system, model_context=context)


def _aims(deal: Deal, side: str) -> list[str]:
    aims = []
    for line in deal.lines:
        name = line.name(deal.korean[side])
        value, word = (line.target, "pay") if side == "buyer" else (line.floor, "never sell below")
        aims.append(f"- {word} {plain(value)} {deal.currency} for {name}")
    if side == "buyer":
        aims.append(f"- have the goods by {deal.day.isoformat()}")
    else:
        aims.append("- keep the customer, and give way slowly")
    return aims


def _task(writer: Writer, clauses: Sequence[Clause], last: str) -> str:
    lines = "\n".join(f"{number}: {each.template}" for number, each in enumerate(clauses, 1))
    values = "\n".join(
        f"[[{slot.name}]] = {writer.draft.text[slot.start : slot.end]}"
        for clause in clauses
        for slot in clause.slots
    )
    parts = [f"The mail that you answer:\n{last}"] if last else []
    parts.append(f"Your next mail:\n{lines}")
    if values:
        parts.append(f"What the markers stand for (never write these values yourself):\n{values}")
    return "\n\n".join(parts)


def _other_act(done: Done, clauses: Sequence[Clause], templates: Sequence[str]) -> str:
    """Whether an acceptance has become an order, or the other way round: words decide it."""
    if done.title != "acceptance":
        return ""
    old, new = (
        bool(ORDER_WORDS.search(" ".join(map(free_words, texts))))
        for texts in ([clause.template for clause in clauses], templates)
    )
    if old == new:
        return ""
    return "It must order as the given lines do." if old else "It must accept, and order nothing."


def _is_too_long(error: openai.OpenAIError) -> bool:
    text = str(error)
    return isinstance(error, openai.BadRequestError) and (
        "context_length" in text or "context length" in text or "context window" in text
    )


def _refusal(error: openai.OpenAIError, endpoint: Endpoint) -> QuoteFlowError:
    """The world's error for what the endpoint did."""
    where = f"The endpoint {endpoint.url}"
    if isinstance(error, openai.APIConnectionError):
        return ModelError(
            f"{where} does not answer.", hint="Start it, or mend the address.", retryable=True
        )
    if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
        return InputError(
            f"{where} does not accept the key.",
            hint=f"The key is read from the environment variable {endpoint.key_variable}.",
        )
    if isinstance(error, openai.NotFoundError):
        return InputError(
            f"{where} has no model named {endpoint.model}.",
            hint="The address mostly ends in /v1; its /models lists the names.",
        )
    if isinstance(error, openai.RateLimitError):
        return ModelError(f"{where} asks to slow down.", retryable=True)
    said = " ".join(str(error).split())[:200]
    return ModelError(f"{where} refused the request: {said}")
