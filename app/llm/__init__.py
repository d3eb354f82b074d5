"""An opt-in language model of the user's own choosing: one question in, one JSON answer out.

The stages see only `Chat` and `Conversation`; the network is in app.llm.chat, for bootstrap alone.
"""

from app.llm.asking import Chat, Conversation

__all__ = ["Chat", "Conversation"]
