"""Recipe: the user's documents into one file of texts.

    python -m training.corpus.collect CONFIG

Each source's folder is read whole. A file that cannot be read is named, counted and left out,
never fatal; a source without a licence is refused by the settings. Writes
``corpus/documents.jsonl`` and ``corpus/unreadable.jsonl`` into the run's folder.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from quoteflow_desktop.core.errors import InputError, QuoteFlowError
from training.config import config_of_command
from training.corpus.documents import Document, digest, write_lines
from training.corpus.readers import READERS, read_document
from training.knowledge_config import CorpusSection, SourceSection
from training.speaking import run_recipe


def collect(section: CorpusSection, folder: Path) -> str:
    """Read all sources into ``folder``; gives a line that says what was found.

    Raises:
        InputError: a source is not there, or sources are named and none holds a readable file.
    """
    documents: list[Document] = []
    unreadable: list[dict[str, str]] = []
    for source in section.sources:
        for name, path in files_of(source):
            try:
                text = read_document(path)
            except QuoteFlowError as error:
                unreadable.append({"file": name, "reason": str(error)})
                print(f"not read: {name}: {error}", flush=True)
                continue
            kept = Document(
                source=name,
                licence=source.licence,
                digest=digest(text),
                use=source.use,
                text=text,
            )
            documents.append(kept)
    if section.sources and not documents:
        raise InputError(
            f"None of the {len(unreadable)} files of the corpus could be read.",
            hint="See corpus/unreadable.jsonl in the run's folder for the reasons.",
        )
    write_lines(folder / "unreadable.jsonl", unreadable)
    write_lines(folder / "documents.jsonl", documents)
    kinds = Counter(Path(document.source).suffix for document in documents)
    return (
        f"{len(documents)} documents, {sum(len(d.text) for d in documents)} characters "
        f"{dict(sorted(kinds.items()))}, {len(unreadable)} files not read"
    )


def files_of(source: SourceSection) -> Iterator[tuple[str, Path]]:
    """The files of a source in order of name, each with its name within the corpus. Hidden files
    are none."""
    if source.path.is_file():
        yield source.path.name, source.path
        return
    if not source.path.is_dir():
        raise InputError(f"The corpus source {source.path} is not there.")
    for path in sorted(source.path.rglob("*")):
        inside = path.relative_to(source.path)
        if path.is_file() and not any(part.startswith(".") for part in inside.parts):
            yield f"{source.path.name}/{inside.as_posix()}", path


def main() -> None:
    """Run with the settings file named on the command line."""
    config = config_of_command()
    folder = config.run.folder / "corpus"
    if (folder / "documents.jsonl").is_file():
        print(f"{folder / 'documents.jsonl'} is there; delete it to collect again.")
        return
    print(collect(config.corpus, folder))
    print(f"read: {', '.join(sorted(READERS))}")


if __name__ == "__main__":
    run_recipe(main)
