"""models/ -> a verified learned reader."""

from app.modelstore.critic import Critic, open_critic
from app.modelstore.fates import Fate, Fates, tells
from app.modelstore.reader import LearnedReader, open_reader
from app.modelstore.reading import Label, Reading, Verdicts
from app.modelstore.recaster import Recaster, open_recaster
from app.modelstore.recasting import Likelihood

__all__ = [
    "Critic",
    "Fate",
    "Fates",
    "Label",
    "LearnedReader",
    "Likelihood",
    "Reading",
    "Recaster",
    "Verdicts",
    "open_critic",
    "open_reader",
    "open_recaster",
    "tells",
]
