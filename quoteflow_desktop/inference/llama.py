"""The only file that knows llama_cpp: a model, its one context, its adapters, as safe calls.

Low-level bindings on purpose: the high-level class cannot swap adapters, reads control words out
of mail text and reserves half a gigabyte of logits. Every native answer is tested here, since a
failed load is a falsy pointer and never None. Must not know prompts, tasks or jobs.
"""

import ctypes
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

os.environ.setdefault("GGML_NO_BACKTRACE", "1")  # an abort must not start a debugger

import llama_cpp

from quoteflow_desktop.core.errors import ModelError

BATCH = 512
SEQUENCES = 4
_FLASH_OFF, _FLASH_AUTO = 0, -1
_QUANTIZATIONS = {"F16": 1, "Q8_0": 7, "Q4_K_M": 15, "Q5_K_M": 17, "Q6_K": 18}


@llama_cpp.llama_log_callback  # type: ignore[untyped-decorator]
def _quiet(level: int, text: bytes, _: ctypes.c_void_p) -> None:
    """llama.cpp talks at length; failures reach the user as our own sentences."""


class LlamaModel:
    """A loaded model with one context of ``context`` tokens and its adapters by name.

    Raises:
        ModelError: a file is missing, damaged or does not fit.
    """

    def __init__(
        self,
        path: Path,
        *,
        context: int = 8192,
        gpu_layers: int = -1,
        threads: int | None = None,
    ) -> None:
        llama_cpp.llama_log_set(_quiet, ctypes.c_void_p())
        llama_cpp.llama_backend_init()
        self.gpu = gpu_layers != 0 and bool(llama_cpp.llama_supports_gpu_offload())
        self._model = _load(path, gpu_layers)
        self._context = _open_context(self._model, context, threads, self.gpu)
        self._memory = llama_cpp.llama_get_memory(self._context)
        self._vocab = llama_cpp.llama_model_get_vocab(self._model)
        self._batch = llama_cpp.llama_batch_init(BATCH, 0, 1)
        self._adapters: dict[str, object] = {}
        self._active: str | None = None
        self.vocabulary = int(llama_cpp.llama_vocab_n_tokens(self._vocab))
        self.bos = int(llama_cpp.llama_vocab_bos(self._vocab))
        self.context = int(llama_cpp.llama_n_ctx(self._context))
        self.window = int(llama_cpp.llama_model_n_swa(self._model))

    def metadata(self, key: str) -> str:
        """The model file's text under ``key``, empty where it has none."""
        buffer = ctypes.create_string_buffer(4096)
        length = llama_cpp.llama_model_meta_val_str(self._model, key.encode(), buffer, len(buffer))
        return buffer.value.decode("utf-8", "replace") if length >= 0 else ""

    def tokenize(self, text: str, *, special: bool = False) -> list[int]:
        """Tokens of ``text``; control words count as such only with ``special``."""
        data = text.encode("utf-8", "replace")
        size = len(data) + 8
        tokens = (llama_cpp.llama_token * size)()
        count = llama_cpp.llama_tokenize(self._vocab, data, len(data), tokens, size, False, special)
        if count < 0:
            raise ModelError("The model's vocabulary cannot read a mail of this thread.")
        return list(tokens[:count])

    def detokenize(self, tokens: Sequence[int]) -> str:
        """Text of the tokens; bytes that are no whole character are replaced."""
        if not tokens:
            return ""
        array = (llama_cpp.llama_token * len(tokens))(*tokens)
        size = 16 * len(tokens) + 64
        buffer = ctypes.create_string_buffer(size)
        length = llama_cpp.llama_detokenize(
            self._vocab, array, len(tokens), buffer, size, False, False
        )
        if length < 0:
            buffer = ctypes.create_string_buffer(-length)
            length = llama_cpp.llama_detokenize(
                self._vocab, array, len(tokens), buffer, -length, False, False
            )
        return buffer.raw[:length].decode("utf-8", "replace")

    def add_adapter(self, name: str, path: Path) -> None:
        """Load an adapter and keep it beside the model."""
        pointer = llama_cpp.llama_adapter_lora_init(self._model, os.fsencode(path))
        if not pointer:
            raise ModelError(
                f"The adapter {path.name} does not fit the model or is damaged.",
                hint="Install the model again, or choose another one in the settings.",
            )
        self._adapters[name] = pointer

    def adapter_metadata(self, name: str, key: str) -> str:
        """The adapter file's text under ``key``, empty where it has none."""
        buffer = ctypes.create_string_buffer(4096)
        length = llama_cpp.llama_adapter_meta_val_str(
            self._adapters[name], key.encode(), buffer, len(buffer)
        )
        return buffer.value.decode("utf-8", "replace") if length >= 0 else ""

    def use_adapter(self, name: str | None) -> None:
        """Decode with this adapter from now on, or with none. Costs a rebuild of the graphs."""
        if name == self._active:
            return
        if name is None:
            rc = llama_cpp.llama_set_adapters_lora(self._context, None, 0, None)
        else:
            pointers = (llama_cpp.llama_adapter_lora_p_ctypes * 1)(self._adapters[name])
            rc = llama_cpp.llama_set_adapters_lora(
                self._context, pointers, 1, (ctypes.c_float * 1)(1.0)
            )
        if rc != 0:
            raise ModelError("The model's adapter could not be switched on.", retryable=True)
        self._active = name

    def decode(
        self, tokens: Sequence[int], position: int, sequence: int
    ) -> npt.NDArray[np.float32]:
        """Append up to BATCH tokens at ``position`` of ``sequence``; logits after the last one,
        shape (vocabulary,)."""
        batch = self._batch
        batch.n_tokens = len(tokens)
        for index, token in enumerate(tokens):
            batch.token[index] = token
            batch.pos[index] = position + index
            batch.n_seq_id[index] = 1
            batch.seq_id[index][0] = sequence
            batch.logits[index] = index == len(tokens) - 1
        rc = llama_cpp.llama_decode(self._context, batch)
        if rc != 0:
            raise ModelError(
                f"The model could not read on (llama.cpp said {rc}).",
                hint="A smaller model or fewer GPU layers need less memory.",
                retryable=True,
            )
        row = llama_cpp.llama_get_logits_ith(self._context, len(tokens) - 1)
        return np.ctypeslib.as_array(row, shape=(self.vocabulary,)).copy()

    def fork(self, source: int, target: int) -> None:
        """Let ``target`` share everything that ``source`` holds."""
        llama_cpp.llama_memory_seq_rm(self._memory, target, -1, -1)
        llama_cpp.llama_memory_seq_cp(self._memory, source, target, -1, -1)

    def drop(self, sequence: int, position: int = 0) -> None:
        """Forget ``sequence`` from ``position`` on."""
        llama_cpp.llama_memory_seq_rm(self._memory, sequence, position or -1, -1)

    def oldest(self, sequence: int) -> int:
        """The oldest position still held for ``sequence``, -1 for none."""
        return int(llama_cpp.llama_memory_seq_pos_min(self._memory, sequence))

    def close(self) -> None:
        """Free context, adapters and model, in this order."""
        llama_cpp.llama_batch_free(self._batch)
        llama_cpp.llama_free(self._context)
        for pointer in self._adapters.values():
            llama_cpp.llama_adapter_lora_free(pointer)
        llama_cpp.llama_model_free(self._model)


def _load(path: Path, gpu_layers: int) -> object:
    hint = "Install the model again, or choose another one in the settings."
    if not path.is_file():
        raise ModelError(f"The model file {path.name} is not there.", hint=hint)
    with path.open("rb") as file:
        if file.read(4) != b"GGUF":
            raise ModelError(f"The model file {path.name} is no GGUF file.", hint=hint)
    params = llama_cpp.llama_model_default_params()
    params.n_gpu_layers = gpu_layers
    model = llama_cpp.llama_model_load_from_file(os.fsencode(path), params)
    if not model:
        raise ModelError(f"The model file {path.name} is damaged or unknown.", hint=hint)
    return model


def _open_context(model: object, context: int, threads: int | None, gpu: bool) -> object:
    params = llama_cpp.llama_context_default_params()
    params.n_ctx = context
    params.n_batch = BATCH
    params.n_ubatch = BATCH
    params.n_seq_max = SEQUENCES
    params.n_outputs_max = SEQUENCES  # the default reserves logits for a whole batch
    params.kv_unified = True  # forks share the cells of their prefix
    params.swa_full = True  # so that rolling the prefix back stays correct
    params.n_threads = params.n_threads_batch = threads or max(1, os.cpu_count() or 1)
    params.flash_attn_type = _FLASH_AUTO if gpu else _FLASH_OFF
    params.no_perf = True
    pointer = llama_cpp.llama_init_from_model(model, params)
    if not pointer:
        llama_cpp.llama_model_free(model)
        raise ModelError(
            "There is not enough memory to open the model.",
            hint="Choose a smaller model, or fewer GPU layers in the settings.",
        )
    return pointer


def quantize(source: Path, target: Path, form: str, *, threads: int = 2) -> None:
    """Write ``source`` (GGUF, F16 or F32) as ``form``, e.g. "Q8_0"."""
    params = llama_cpp.llama_model_quantize_default_params()
    params.ftype = _QUANTIZATIONS[form]
    params.nthread = threads
    rc = llama_cpp.llama_model_quantize(
        os.fsencode(source), os.fsencode(target), ctypes.byref(params)
    )
    if rc != 0:
        raise ModelError(f"{source.name} could not be quantized to {form}.")
