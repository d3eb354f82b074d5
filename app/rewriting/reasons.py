"""One kind line for each kind of change that no rule explains better."""

from __future__ import annotations

from collections.abc import Sequence

from app.results import Kind
from app.rewriting.scene import Harsh

WHYS = {
    Kind.INSULT: "Without the insult, readers see what happened.",
    Kind.PROFANITY: "Swearing pulls attention away from what happened.",
    Kind.MOCKERY: "Sarcasm is easily misread; what happened speaks for itself.",
    Kind.ACCUSATION: "Readers cannot check a charge; what you saw is easier to believe.",
    Kind.SHAMING: "Others may pile on; what happened is clear without it.",
    Kind.BOYCOTT: "A call to stay away reads as a campaign; your story lets readers decide.",
    Kind.THREAT: "A threat, or joy at their trouble, draws attention away from your own point.",
    Kind.GENERALISING: "Saying it about everybody invites an argument; your own case does not.",
    Kind.VAGUE: "A hint makes people guess, and they may guess wrong.",
    Kind.LEAK: "Details that are not public may cause trouble for you and for others.",
    Kind.SHOUTING: "The words are strong enough in a normal voice.",
    Kind.COMPLAINT: "Said a little more softly, it is more likely to be heard.",
}
WHY_RECAST = "Your own experience, in place of a judgement about them."
WHY_SAID = "Calmer words for the same thing."
WHY_TAG = "A hashtag carries the attack to people who never read the story."


def why_of(hot: Sequence[Harsh]) -> str:
    """Return the reason for taking out the first of `hot`; for a whole sour sentence, mockery's."""
    return (hot[0].why or WHYS[hot[0].kind]) if hot else WHYS[Kind.MOCKERY]
