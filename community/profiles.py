"""The profile of a person: who they are here and what of it others may see."""

from django.db import transaction
from wagtail.log_actions import log

from community.models import TeacherProfile
from community.models.profile import FACTS
from home.changes import note_changes

TEXTS = ("name_form", "written_name", "school", "position", "town", "about")
SWITCHES = (*(f"show_{fact}" for fact in FACTS), "may_be_found")


def profile_of(user):
    """Return the TeacherProfile of `user`, made now for those who came before profiles or through the admin."""
    return TeacherProfile.objects.select_related("user").get_or_create(user=user)[0]


@transaction.atomic
def save_profile(*, person, names=None, subjects=None, levels=None, **facts):
    """Store what `person` says of themselves; return the TeacherProfile.

    `names` are {"first_name", "patronymic", "last_name"}; `facts` are of TEXTS and SWITCHES, `subjects` and `levels` words
    of home. What is not given stays. Raises ValueError for anything else, so that no form can write what is not its own.
    """
    unknown = set(facts) - {*TEXTS, *SWITCHES} | set(names or ()) - {"first_name", "patronymic", "last_name"}
    if unknown:
        raise ValueError(f"Not of a profile: {', '.join(sorted(unknown))}")
    profile = profile_of(person)
    for name, value in (names or {}).items():
        setattr(person, name, value)
    if names:
        person.save(update_fields=list(names))
    for name, value in facts.items():
        setattr(profile, name, value)
    profile.user = person
    profile.save()
    if subjects is not None:
        profile.subjects.set(subjects)
    if levels is not None:
        profile.levels.set(levels)
    log(instance=profile, action="community.profile.saved", user=person)
    note_changes([])
    return profile
