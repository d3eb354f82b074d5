"""One kind line for each kind of change that no rule explains better."""

from __future__ import annotations

from collections.abc import Sequence

from app.results import Kind
from app.rewriting.scene import Harsh

WHYS = {
    Kind.INSULT: "An insult says more about the mood than about what happened.",
    Kind.PROFANITY: "Swearing at them pulls attention away from what happened.",
    Kind.MOCKERY: "Sarcasm is easily held against you; the plain event speaks for itself.",
    Kind.ACCUSATION: "A charge stated as fact is hard to defend; what you saw is safer.",
    Kind.SHAMING: "Pointing at one person in public tends to come back.",
    Kind.BOYCOTT: "A call to stay away reads as a campaign; your story lets readers decide.",
    Kind.THREAT: "A threat, or joy at their trouble, overshadows your own point.",
    Kind.GENERALISING: "Saying it of everybody invites an argument; your own case does not.",
    Kind.VAGUE: "A hint makes people guess, and they may guess wrong.",
    Kind.LEAK: "Private details can cause trouble for you and for others.",
    Kind.SHOUTING: "The words are strong enough in a normal voice.",
    Kind.COMPLAINT: "Said a little more softly, it is heard more readily.",
}
WHY_RECAST = "Your own experience, in place of a judgement on them."
WHY_TAG = "A hashtag carries the attack to people who never read the story."


def why_of(hot: Sequence[Harsh]) -> str:
    """Return the reason for taking out the first of `hot`; for a whole sour sentence, mockery's."""
    return (hot[0].why or WHYS[hot[0].kind]) if hot else WHYS[Kind.MOCKERY]
