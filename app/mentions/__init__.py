"""Who a post is about: companies, their people, handles and hashtags."""

from app.mentions.finder import MentionFinder
from app.mentions.found import FoundMention

__all__ = ["FoundMention", "MentionFinder"]
