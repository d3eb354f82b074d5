"""5. A draft that burns -> calmer versions of it, each kept only if re-checked and safer."""

from app.rewriting.outcome import RewriteOutcome
from app.rewriting.rewriter import Rewriter
from app.rewriting.sense import Sense

__all__ = ["RewriteOutcome", "Rewriter", "Sense"]
