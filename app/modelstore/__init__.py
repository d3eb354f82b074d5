"""models/ -> a verified learned reader."""

from app.modelstore.fates import Fate, Fates
from app.modelstore.reader import LearnedReader, open_reader
from app.modelstore.reading import Label, Reading, Verdicts

__all__ = [
    "Fate",
    "Fates",
    "Label",
    "LearnedReader",
    "Reading",
    "Verdicts",
    "open_reader",
]
