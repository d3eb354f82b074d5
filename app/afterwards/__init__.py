"""After a no: a private note, a thank-you note, an invitation, out of the author's own words."""
