"""Muon (K. Jordan, 2024): momentum whose directions are made equally strong, for matrices.

As ``torch.optim.Muon``, whose products are always in bfloat16; on a processor without such
products those are forty times slower than float32, so the type is chosen here. Must not know
models.
"""

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

from training.devices import fast_bfloat16

_FACTORS = (3.4445, -4.7750, 2.0315)  # of the quintic iteration, Jordan's
_ROUNDS = 5
_TINY = 1e-7


def levelled(matrix: Tensor, dtype: torch.dtype) -> Tensor:
    """The matrix with all its singular values near one (about 0.7 to 1.2), by Newton-Schulz."""
    first, second, third = _FACTORS
    turned = matrix.shape[0] > matrix.shape[1]
    x = matrix.T.to(dtype) if turned else matrix.to(dtype)
    x = x / x.norm().clamp(min=_TINY)
    for _ in range(_ROUNDS):
        gram = x @ x.T
        x = torch.addmm(x, torch.addmm(gram, gram, gram, beta=second, alpha=third), x, beta=first)
    return x.T if turned else x


class Muon(torch.optim.Optimizer):
    """Nesterov momentum, levelled; weight decay beside it. Its state is that of torch's Muon."""

    def __init__(
        self, matrices: Iterable[Tensor], *, lr: float, weight_decay: float, momentum: float
    ) -> None:
        settings = {"lr": lr, "weight_decay": weight_decay, "momentum": momentum}
        super().__init__(matrices, settings)

    @torch.no_grad()
    def step(self, closure: Any = None) -> None:  # type: ignore[override]  # noqa: ARG002
        """One update of every matrix that has a gradient."""
        for group in self.param_groups:
            lr, momentum = group["lr"], group["momentum"]
            for matrix in group["params"]:
                if matrix.grad is None:
                    continue
                kept = self.state[matrix]
                if "momentum_buffer" not in kept:
                    kept["momentum_buffer"] = torch.zeros_like(matrix)
                buffer = kept["momentum_buffer"]
                buffer.lerp_(matrix.grad, 1 - momentum)
                ahead = matrix.grad.lerp(buffer, momentum)
                dtype = torch.bfloat16 if fast_bfloat16(matrix.device) else torch.float32
                tall = max(1.0, matrix.shape[0] / matrix.shape[1]) ** 0.5
                matrix.mul_(1 - lr * group["weight_decay"])
                matrix.add_(levelled(ahead, dtype), alpha=-lr * tall)
