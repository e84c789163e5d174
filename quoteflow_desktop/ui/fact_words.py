"""What the panel says of a fact beside its line: the tip, and the words for a screen reader.

Must not know the panel.
"""

from quoteflow_desktop.core.facts import Blank
from quoteflow_desktop.services.reading import FactLine, Opened
from quoteflow_desktop.ui.texts import Texts


def tip(line: FactLine, thread: Opened | None, texts: Texts) -> str:
    """Where the value comes from; empty without a place.

    Qt takes a tip for HTML when it looks so: its angle brackets are replaced by others.
    """
    if thread is None or not line.places:
        return ""
    place = line.places[0]
    mail = thread.mails[place.message - 1]
    source = texts("source-tip", number=mail.index, date=texts.when(mail.date), sender=mail.sender)
    words = f"{source}\n“{place.quote}”\n{texts('source-more')}"
    return words.replace("<", "‹").replace(">", "›")


def spoken(line: FactLine, texts: Texts) -> str:
    """The whole line for a screen reader."""
    label = texts.key_label(line)
    if line.cell is None:
        return f"{label}: {texts(f'blank-{line.blank or Blank.NOT_STATED}')}"
    parts = [
        texts.value(line.key, line.cell.value, line.currency),
        texts.label(f"state.{line.cell.state}"),
    ]
    if line.cell.confirmed:
        parts.append(texts("confirmed"))
    return f"{label}: {', '.join(parts)}"
