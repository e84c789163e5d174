"""The tree attention equals transformers' eager attention, and trees equal separate rows."""

import pytest
import torch

from training.config import ModelSection
from training.model import build_model, hidden_states
from training.packing import Branch, Tree, lay_out

SHAPE = ModelSection(hidden=256, layers=2, heads=2, kv_heads=1, intermediate=256, context=2048)
VOCABULARY = 64


def _tokens(count: int, seed: int) -> tuple[int, ...]:
    made = torch.Generator().manual_seed(seed)
    return tuple(torch.randint(4, VOCABULARY, (count,), generator=made).tolist())


def _tree(seed: int, trunk: int) -> Tree:
    tokens = _tokens(trunk, seed)
    branches = tuple(
        Branch(task="facts", fork=fork, tokens=_tokens(size, seed + size), weights=(1.0,) * size,
               invoked=3)
        for fork, size in ((trunk // 3, 20), (trunk, 70), (trunk // 3, 7))
    )  # fmt: skip
    return Tree(trunk=tokens, weights=(0.25,) * trunk, branches=branches)


def _models() -> tuple[torch.nn.Module, torch.nn.Module]:
    torch.manual_seed(0)
    ours = build_model(SHAPE, VOCABULARY)
    eager = build_model(SHAPE, VOCABULARY, attention="eager")
    eager.load_state_dict(ours.state_dict())
    return ours, eager


def _paths(tree: Tree) -> list[tuple[int, ...]]:
    return [tree.trunk, *(tree.trunk[: b.fork] + b.tokens for b in tree.branches)]


@pytest.mark.parametrize("tailed", [False, True])
def test_logits_of_packed_trees_are_those_of_separate_rows(tailed: bool) -> None:
    ours, eager = _models()
    trees = [_tree(1, 300), _tree(2, 90)]
    row = lay_out(trees, 700, tailed=tailed)
    hidden = hidden_states(ours.model, row)
    alone = {}
    for number, tree in enumerate(trees):
        for path in _paths(tree):
            out = eager.model(input_ids=torch.tensor([path])).last_hidden_state[0]
            for position in range(len(path)):
                alone[number, path[: position + 1]] = out[position]
    expected = []
    kept = []
    place = 0
    for number, tree in enumerate(trees):
        for position in range(len(tree.trunk)):
            expected.append(alone[number, tree.trunk[: position + 1]])
            kept.append(place)
            place += 1
    for part in (slice(0, 3), slice(3, None)) if tailed else (slice(None),):
        for number, tree in enumerate(trees):
            for branch in tree.branches:
                begin, end, _ = part.indices(len(branch.tokens))
                for at in range(begin, end):
                    path = tree.trunk[: branch.fork] + branch.tokens[: at + 1]
                    expected.append(alone[number, path])
                    kept.append(place)
                    place += 1
    assert torch.allclose(hidden[kept], torch.stack(expected), atol=2e-4)


def test_gradients_of_packed_trees_are_those_of_separate_rows() -> None:
    ours, eager = _models()
    tree = _tree(3, 130)
    row = lay_out([tree], 300)
    hidden = hidden_states(ours.model, row)
    used = row.weight > 0
    (hidden[used] * hidden[used].detach().cos()).sum().backward()
    for path, start in zip(_paths(tree), [0, *(b.fork for b in tree.branches)], strict=True):
        out = eager.model(input_ids=torch.tensor([path])).last_hidden_state[0][start:-1]
        (out * out.detach().cos()).sum().backward()
    for (name, a), (_, b) in zip(ours.named_parameters(), eager.named_parameters(), strict=True):
        assert torch.allclose(a.grad, b.grad, rtol=2e-3, atol=2e-3 * b.grad.abs().max()), name


def test_padding_does_not_change_a_row() -> None:
    ours, _ = _models()
    short = hidden_states(ours.model, lay_out([_tree(4, 100)], 200))
    long = hidden_states(ours.model, lay_out([_tree(4, 100)], 400))
    assert torch.allclose(short[:197], long[:197], atol=1e-5)
