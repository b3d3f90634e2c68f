"""What the centre holds important in the order of hits."""

from search.language.scoring import Weights


def current_weights():
    """Return the Weights of this site."""
    return Weights()
