"""A shipped model as a Hugging Face folder, to run the knowledge stages over it.

    python -m training.hf_folder MODEL-FOLDER TARGET

Must not know mails, tasks or training.
"""

import sys
import tempfile
from pathlib import Path

from safetensors.torch import load_file

from quoteflow_desktop.inference.models import find_model
from training.hf_base import write_embedded
from training.model import build_model
from training.shipped import section_of, unpack
from training.speaking import run_recipe
from training.tokenizer import Tokenizer


def main() -> None:
    """Write the model in the folder named first into the one named second."""
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as place:
        unpack(source, Path(place))
        path = Path(place) / "tokenizer.model"
        shape = section_of(find_model(str(source), ()).base)
        model = build_model(shape, len(Tokenizer(path)), attention="eager")
        weights = load_file(Path(place) / "start.safetensors")
        weights["lm_head.weight"] = weights["model.embed_tokens.weight"]
        model.load_state_dict(weights)
        target.parent.mkdir(parents=True, exist_ok=True)
        write_embedded(model, path, target)
    print(target)


if __name__ == "__main__":
    run_recipe(main)
