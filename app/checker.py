"""The table of contents: one draft in, one report out, in the order the stages run."""

from __future__ import annotations

from app.mentions import MentionFinder
from app.results import Options, Report
from app.rewriting import Rewriter
from app.scoring import Scorer
from app.text import TextReader
from app.verdict import Judge


class Checker:
    """Reads a draft and says whether it burns a bridge, why, and what to post instead.

    Pure: the same draft, options and versions give the same report; nothing is stored.
    """
