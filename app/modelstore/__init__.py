"""models/ -> a verified learned reader."""

from app.modelstore.keeper import Keeper, open_keeper
from app.modelstore.reader import LearnedReader, open_reader
from app.modelstore.reading import Label, Reading, Verdicts

__all__ = [
    "Keeper",
    "Label",
    "LearnedReader",
    "Reading",
    "Verdicts",
    "open_keeper",
    "open_reader",
]
