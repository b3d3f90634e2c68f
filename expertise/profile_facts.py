"""What experts say of themselves in their profiles: the school for conflicts, the subjects for the choice."""

from community.models import TeacherProfile
from expertise.expert_facts import ExpertFacts, expert_facts


@expert_facts
def facts_of_profiles(user_ids):
    """Return {key of an account: ExpertFacts} in two queries. Whether others may see a fact makes no difference here."""
    profiles = TeacherProfile.objects.filter(user__in=user_ids).prefetch_related("subjects")
    return {
        profile.user_id: ExpertFacts(
            schools=frozenset([profile.school] if profile.school else []),
            subjects=frozenset(subject.name for subject in profile.subjects.all()),
        )
        for profile in profiles
    }
