"""The embedded model: a small Gemma 2 built from settings, its attention, its aLoRA adapters.

Everything that llama.cpp fixes by architecture is fixed here too: head_dim 128, the query scale
1/sqrt(head_dim), rope base 10000, soft caps 50 and 30, GELU-tanh, tied embeddings. Must not know
mails, tasks or files other than checkpoints.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from safetensors.torch import load_file, save_file
from torch import Tensor
from transformers import AttentionInterface, Gemma2Config, Gemma2ForCausalLM

from training.attention import gemma2_tree_attention
from training.attention_flex import block_mask, gemma2_flex_attention
from training.config import ModelSection
from training.packing import Row
from training.tokenizer import BOS, EOS, PAD

HEAD_DIM = 128
WINDOW = 4096  # of every other layer, Gemma 2's own
TARGETS = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")


# The names must not hold "sdpa": transformers refuses that for Gemma 2.
TREE, FLEX = "tree_softcap", "flex_softcap"
AttentionInterface.register(TREE, gemma2_tree_attention)
AttentionInterface.register(FLEX, gemma2_flex_attention)


def gemma2_config(section: ModelSection, vocabulary: int, *, attention: str) -> Gemma2Config:
    """The transformers configuration of the shape in ``section``."""
    return Gemma2Config(
        vocab_size=vocabulary,
        hidden_size=section.hidden,
        intermediate_size=section.intermediate,
        num_hidden_layers=section.layers,
        num_attention_heads=section.heads,
        num_key_value_heads=section.kv_heads,
        head_dim=HEAD_DIM,
        query_pre_attn_scalar=HEAD_DIM,
        max_position_embeddings=section.context,
        sliding_window=WINDOW,
        rope_parameters={"rope_type": "default", "rope_theta": 10000.0},
        attn_logit_softcapping=50.0,
        final_logit_softcapping=30.0,
        hidden_activation="gelu_pytorch_tanh",
        tie_word_embeddings=True,
        use_cache=False,
        pad_token_id=PAD,
        eos_token_id=EOS,
        bos_token_id=BOS,
        attn_implementation=attention,
    )


def build_model(
    section: ModelSection, vocabulary: int, *, attention: str = TREE
) -> Gemma2ForCausalLM:
    """A fresh model in float32. ``attention`` TREE and FLEX take rows of ``packing``, "eager"
    plain batches."""
    return Gemma2ForCausalLM(gemma2_config(section, vocabulary, attention=attention))


def _masks(config: Gemma2Config, row: Row) -> dict[str, Any]:
    """What the layers' attention reads of the row, once for all layers."""
    seen: Any = row.segments
    if config._attn_implementation == FLEX:
        seen = block_mask(row.segments, len(row.token), row.token.device)
    return {"full_attention": seen, "sliding_attention": seen}


def hidden_states(model: torch.nn.Module, row: Row) -> Tensor:
    """The last hidden states (length, hidden) of a row of trees."""
    return model(
        input_ids=row.token[None],
        position_ids=row.position[None],
        attention_mask=_masks(model.config, row),
        use_cache=False,
    ).last_hidden_state[0]


def fuse_attention(model: Gemma2ForCausalLM) -> None:
    """Compile the attention's kernels at their first use."""
    model.config.fused_attention = True


def compile_layers(model: Gemma2ForCausalLM) -> None:
    """Fuse the layers and the attention with inductor; a minute at the first run."""
    fuse_attention(model)
    for layer in model.model.layers:
        layer.compile(dynamic=False)
    model.model.norm.compile()


def parameters_of(model: torch.nn.Module) -> int:
    """Number of weights, the tied head counted once."""
    return sum(p.numel() for p in model.parameters())


def save_weights(model: torch.nn.Module, path: Path) -> None:
    """Write the weights (not the tied head) as safetensors, whole or not at all."""
    weights = {
        name: tensor.detach().to(torch.float32).contiguous()
        for name, tensor in model.state_dict().items()
        if name != "lm_head.weight"
    }
    part = path.with_suffix(".part")
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(weights, part)
    part.rename(path)


def load_weights(model: Gemma2ForCausalLM, path: Path) -> None:
    """Read what ``save_weights`` wrote; raises RuntimeError where the shapes differ."""
    weights = load_file(path)
    weights["lm_head.weight"] = weights["model.embed_tokens.weight"]
    model.load_state_dict(weights, strict=True)


def attach_adapter(
    model: Gemma2ForCausalLM, name: str, rank: int, invocation: Sequence[int]
) -> PeftModel:
    """The model with one trainable aLoRA adapter on every linear layer, its own weights frozen.

    Gradient checkpointing must stay off: aLoRA's hooks do not survive it.
    """
    config = LoraConfig(
        r=rank,
        lora_alpha=2 * rank,
        target_modules=list(TARGETS),
        task_type="CAUSAL_LM",
        alora_invocation_tokens=list(invocation),
    )
    wrapped: Any = get_peft_model(model, config, adapter_name=name)
    return wrapped


def adapted_logits(model: PeftModel, row: Row, chosen: Tensor) -> Tensor:
    """Uncapped logits (count, vocabulary) of a ``tailed`` row at the chosen positions, the
    adapter acting on the row's tail."""
    kept: list[Tensor] = []
    head = model.get_base_model().lm_head
    handle = head.register_forward_hook(lambda _module, _inputs, output: kept.append(output))
    try:
        model(
            input_ids=row.token[None],
            position_ids=row.position[None],
            attention_mask=_masks(model.get_base_model().config, row),
            use_cache=False,
            logits_to_keep=chosen,
            alora_offsets=[row.tail],
        )
    finally:
        handle.remove()
    return kept[0][0]
