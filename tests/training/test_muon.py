"""Our Muon steps as torch's does, and levels what it is given."""

import torch

from training.muon import Muon, levelled


def test_steps_are_those_of_torch() -> None:
    torch.manual_seed(0)
    start = [torch.randn(24, 8), torch.randn(8, 24)]
    slopes = [[torch.randn_like(matrix) for matrix in start] for _ in range(3)]
    results = []
    for made in (Muon, torch.optim.Muon):
        matrices = [torch.nn.Parameter(matrix.clone()) for matrix in start]
        optimizer = made(matrices, lr=0.02, weight_decay=0.05, momentum=0.95)
        for step in slopes:
            for matrix, slope in zip(matrices, step, strict=True):
                matrix.grad = slope.clone()
            optimizer.step()
        results.append((matrices, optimizer.state_dict()["state"]))
    for one, other in zip(results[0][0], results[1][0], strict=True):
        assert torch.allclose(one, other, atol=2e-3)  # torch counts in bfloat16
    for number in (0, 1):
        kept = [state[number]["momentum_buffer"] for _, state in results]
        assert torch.allclose(kept[0], kept[1])


def test_all_directions_become_equally_strong() -> None:
    torch.manual_seed(1)
    matrix = torch.randn(16, 40) * torch.logspace(0, -2, 16)[:, None]
    strengths = torch.linalg.svdvals(levelled(matrix, torch.float32))
    assert 0.3 < float(strengths.min()) <= float(strengths.max()) < 1.3
