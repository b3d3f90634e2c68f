"""Who may move what, and nobody else: the table that the walk is held against (A.5, D1, design §7)."""

from accounts.enums import Role
from tests.walking.world import AUTHOR, BOSS, COAUTHOR, EXPERT, GUEST, called

METHODIST, EDITOR, CHAIR = called(Role.METHODIST), called(Role.EDITOR), called(Role.CHAIR)
ADMINISTRATOR, MODERATOR = called(Role.ADMINISTRATOR), called(Role.MODERATOR)
# The centre's people at the queue; those who keep rounds; those who finish works; those with Wagtail's rights on the library.
DESK = {METHODIST, MODERATOR, EDITOR, ADMINISTRATOR, BOSS}
KEEPERS = {METHODIST, EDITOR, ADMINISTRATOR, BOSS}
EDITORS = {EDITOR, ADMINISTRATOR, BOSS}

MAY = {
    # A draft is its author's; administrators forget a person with all that was never sent (152-ФЗ).
    "draft: work draft → submitted": {AUTHOR},
    "draft: work draft → нет": {AUTHOR, ADMINISTRATOR, BOSS},
    "submitted: work submitted → checking": DESK,
    "submitted: work submitted → withdrawn": {AUTHOR},
    # Who has taken the work decides on it; a colleague may put it back into the queue.
    "checking: work checking → submitted": DESK,
    "checking: work checking → returned": {METHODIST},
    "checking: work checking → rejected": {METHODIST},
    "checking: work checking → in_review": {METHODIST},
    "checking: round нет → open": {METHODIST},
    "checking: work checking → withdrawn": {AUTHOR},
    "checking: coauthor asked → agreed": {COAUTHOR},
    "checking: coauthor asked → declined": {COAUTHOR},
    "returned: work returned → submitted": {AUTHOR},
    "returned: work returned → withdrawn": {AUTHOR},
    # Each expert's work is his own; the round is its keepers' and ends when the author takes the work back.
    "review: work in_review → withdrawn": {AUTHOR},
    "review: round open → cancelled": KEEPERS | {AUTHOR},
    "review: review accepted → submitted": {EXPERT},
    "review: review accepted → declined": {EXPERT},
    "review: review accepted → dismissed": KEEPERS,
    "review: review accepted → cancelled": KEEPERS | {AUTHOR},
    "review: review invited → accepted": {GUEST},
    "review: review invited → declined": {GUEST},
    "review: review invited → dismissed": KEEPERS,
    "review: review invited → cancelled": KEEPERS | {AUTHOR},
    "review: review нет → invited": KEEPERS,
    "review: days asked → granted": KEEPERS,
    "review: days asked → refused": KEEPERS,
    # The signature is the chair's alone.
    "offered: conclusion draft → signed lets out": {CHAIR},
    "offered: round open → concluded": {CHAIR},
    "offered: work in_review → decided": {CHAIR},
    "offered: work in_review → withdrawn": {AUTHOR},
    "offered: round open → cancelled": KEEPERS | {AUTHOR},
    "offered: review submitted → accepted": KEEPERS,
    "offered: review нет → invited": KEEPERS,
    "decided: work decided → editing": {AUTHOR},
    "decided: work decided → withdrawn": {AUTHOR},
    "decided: conclusion signed lets out → revoked lets out": {CHAIR},
    "confirming: conclusion signed → signed lets out": {CHAIR},
    "confirming: work confirming → editing": {CHAIR},
    "confirming: work confirming → returned": {CHAIR},
    "confirming: work confirming → withdrawn": {AUTHOR},
    "confirming: conclusion signed → revoked": {CHAIR},
    # The one way to visitors.
    "editing: page draft → live": EDITORS,
    "editing: work editing → published": EDITORS,
    "editing: work editing → returned": EDITORS,
    "editing: work editing → withdrawn": {AUTHOR},
    "editing: conclusion signed lets out → revoked lets out": {CHAIR},
    "unjudged: work editing → returned": EDITORS,
    "unjudged: work editing → withdrawn": {AUTHOR},
    "published: page live → draft": DESK | {CHAIR},
    "published: page live → нет": DESK,
    "published: conclusion signed lets out → revoked lets out": {CHAIR},
    "published: round нет → open": KEEPERS,
    # An alias of what visitors read already.
    "new: page нет → live": KEEPERS,
    "rejected: conclusion signed appeal asked → signed appeal granted": {CHAIR},
    "rejected: conclusion signed appeal asked → signed appeal refused": {CHAIR},
    "rejected: conclusion signed appeal asked → revoked appeal asked": {CHAIR},
    "rejected: work rejected → in_review": {CHAIR},
    "rejected: round нет → open": {CHAIR},
    "withdrawn: work withdrawn → draft": {AUTHOR},
    "withdrawn: page draft → нет": DESK,
    # What nobody has sent, as another kind that needs no review.
    "page: page draft → live": DESK,
    "page: page draft → нет": DESK,
}


def may(actor):
    """Return the moves that `actor` may make."""
    return {move for move, actors in MAY.items() if actor in actors}
