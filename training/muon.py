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


class Muon(torch.optim.Optimizer):  # type: ignore[misc]
    """Nesterov momentum, levelled; weight decay beside it. Its state is that of torch's Muon."""

    def __init__(
        self, matrices: Iterable[Tensor], *, lr: float, weight_decay: float, momentum: float
    ) -> None:
        settings = {"lr": lr, "weight_decay": weight_decay, "momentum": momentum}
        super().__init__(matrices, settings)

    def step(self, closure: Any = None) -> None:  # noqa: ARG002
        """One update of every matrix that has a gradient."""
        with torch.no_grad():
            for group in self.param_groups:
                for matrix in group["params"]:
                    if matrix.grad is not None:
                        self._update(matrix, matrix.grad, group)

    def _update(self, matrix: Tensor, slope: Tensor, group: dict[str, Any]) -> None:
        kept = self.state[matrix]
        if "momentum_buffer" not in kept:
            kept["momentum_buffer"] = torch.zeros_like(matrix)
        buffer, momentum = kept["momentum_buffer"], group["momentum"]
        buffer.lerp_(slope, 1 - momentum)
        ahead = slope.lerp(buffer, momentum)
        dtype = torch.bfloat16 if fast_bfloat16(matrix.device) else torch.float32
        tall = max(1.0, matrix.shape[0] / matrix.shape[1]) ** 0.5
        matrix.mul_(1 - group["lr"] * group["weight_decay"])
        matrix.add_(levelled(ahead, dtype), alpha=-group["lr"] * tall)
