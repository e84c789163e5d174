"""flex_attention over a row's blocks equals tree attention, and needs few blocks."""

import pytest
import torch

from training.attention import gemma2_tree_attention
from training.attention_flex import BLOCK, block_mask, gemma2_flex_attention
from training.config import ModelSection
from training.model import (
    FLEX,
    TREE,
    adapted_logits,
    attach_adapter,
    build_model,
    hidden_states,
)
from training.packing import Branch, Row, Tree, lay_out

CPU = torch.device("cpu")
LENGTH = 8 * BLOCK


@pytest.fixture
def slopes_on_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    """flex_attention refuses gradients on CPUs, though its plain form has them."""
    monkeypatch.setattr("torch.nn.attention.flex_attention._validate_device", lambda *_: None)


def _row(*, tailed: bool = False) -> Row:
    """A long trunk, a short one, branches that cross blocks, padding behind."""
    trees = []
    for seed, trunk, sizes in ((1, 500, (40, 150, 9)), (2, 90, (30,))):
        made = torch.Generator().manual_seed(seed)

        def tokens(count: int, made: torch.Generator = made) -> tuple[int, ...]:
            return tuple(torch.randint(4, 64, (count,), generator=made).tolist())

        branches = tuple(
            Branch("facts", fork, tokens(size), (1.0,) * size, 4)
            for fork, size in zip((trunk // 3, trunk, trunk // 2), sizes, strict=False)
        )
        trees.append(Tree(tokens(trunk), (0.25,) * trunk, branches))
    return lay_out(trees, LENGTH, tailed=tailed)


def _attended(
    row: Row, function, mask: object, scale: float
) -> tuple[torch.Tensor, list[torch.Tensor]]:  # type: ignore[no-untyped-def]
    made = torch.Generator().manual_seed(7)
    parts = [
        (torch.randn(1, heads, LENGTH, 128, generator=made) * 3).requires_grad_()
        for heads in (4, 2, 2)
    ]
    output, _ = function(torch.nn.Linear(1, 1), *parts, mask, scaling=scale, softcap=50.0)
    used = int((row.token != 0).sum())
    (output[:, :used] * output[:, :used].detach().cos()).sum().backward()
    return output[0, :used], [part.grad for part in parts]


class _Module(torch.nn.Module):
    config = None


@pytest.mark.usefixtures("slopes_on_cpu")
@pytest.mark.parametrize("tailed", [False, True])
def test_output_and_gradients_are_those_of_tree_attention(tailed: bool) -> None:
    row = _row(tailed=tailed)
    tree = lambda _, *rest, **more: gemma2_tree_attention(_Module(), *rest, **more)  # noqa: E731
    expected, slopes = _attended(row, tree, row.segments, 0.4)  # scores far into the cap
    output, found = _attended(
        row, gemma2_flex_attention, block_mask(row.segments, LENGTH, CPU), 0.4
    )
    assert torch.allclose(output, expected, atol=1e-4)
    for one, other in zip(found, slopes, strict=True):
        assert torch.allclose(one, other, atol=1e-4 * float(other.abs().max()), rtol=1e-3)


@pytest.mark.usefixtures("slopes_on_cpu")
@pytest.mark.parametrize("tailed", [False, True])
def test_model_and_adapter_give_the_same_with_either(tailed: bool) -> None:
    shape = ModelSection(hidden=256, layers=2, heads=2, kv_heads=1, intermediate=256, context=2048)
    row = _row(tailed=tailed)
    used = int((row.token != 0).sum())
    given = []
    for attention in (TREE, FLEX):
        torch.manual_seed(0)
        model = build_model(shape, 64, attention=attention)
        if tailed:
            wrapped = attach_adapter(model, "facts", 4, [5, 6])
            for name, parameter in wrapped.named_parameters():
                if "lora_B" in name:
                    torch.nn.init.normal_(parameter, std=0.1)
            given.append(adapted_logits(wrapped, row, torch.arange(used)))
        else:
            given.append(hidden_states(model.model, row)[:used])
    assert torch.allclose(given[0], given[1], atol=2e-4)


def test_blocks_cover_all_that_is_seen_and_little_else() -> None:
    row = _row()
    mask = block_mask(row.segments, LENGTH, CPU)
    place = torch.arange(LENGTH)
    sees = mask.mask_mod(None, None, place[:, None], place[None, :])
    blocks = sees.view(8, BLOCK, 8, BLOCK)
    assert torch.equal(mask.to_dense()[0, 0].bool(), blocks.any(3).any(1))
    whole = blocks.all(3).all(1)
    counts = mask.full_kv_num_blocks[0, 0]
    assert int(counts.sum()) == int(whole.sum()) > 0
    assert sees.diagonal().all()  # a row of scores that is hidden whole would give NaN


def test_row_that_is_no_multiple_of_a_block_is_refused() -> None:
    with pytest.raises(ValueError, match="multiple of 128"):
        block_mask(_row().segments, LENGTH + 1, CPU)
