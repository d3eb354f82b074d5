// Fields of every sort, and one comment box, which shows that the page itself is looked at.
