"""Who may look after the search: rules of the door `can` (design §3.8)."""

from accounts.enums import Role
from accounts.permissions import ALLOWED, DENIED, rule
from search.models import IndexState, RankingWeights

READERS = (Role.METHODIST, Role.ADMINISTRATOR)


@rule(IndexState, "see")
def see_operations(user, state):
    """Read how the search is, compare it with the site, try again what has failed."""
    return ALLOWED if user.is_authenticated and user.has_role(*READERS) else DENIED


@rule(IndexState, "rebuild")
def rebuild_index(user, state):
    """Write the whole index anew: hours of the worker's time on a large site."""
    return ALLOWED if user.is_authenticated and user.has_role(Role.ADMINISTRATOR) else DENIED


@rule(RankingWeights, "change")
def change_weights(user, weights):
    """Change the order of hits for all visitors."""
    return ALLOWED if user.is_authenticated and user.has_role(Role.ADMINISTRATOR) else DENIED
