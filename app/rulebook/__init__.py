"""rules/ -> validated, frozen Rulebook."""

from app.rulebook.load import Rulebook, load_rulebook

__all__ = ["Rulebook", "load_rulebook"]
