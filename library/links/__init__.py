"""Links of materials to other sites: gathered and looked at once a month, so that nobody is led to an empty place."""
