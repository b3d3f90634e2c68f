"""How everything that moves stands now, and in words what has moved since."""

from wagtail.models import Page, Revision

from expertise.models import Conclusion, ExpertAssignment, Postponement, ReviewRound
from library.models import MaterialPage, Submission, SubmissionAuthor

GONE = "нет"
WATCHED = (
    *(model._meta.db_table for model in (Page, Revision, MaterialPage, Submission, SubmissionAuthor)),
    *(model._meta.db_table for model in (ReviewRound, ExpertAssignment, Postponement, Conclusion)),
)


class Writes:
    """Notices whether anything was written into the watched tables: where nothing was, nothing has moved."""

    def __init__(self):
        self.seen = False

    def __call__(self, execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and any(table in sql for table in WATCHED):
            self.seen = True
        return execute(sql, params, many, context)


class Standing:
    """The rows of a world by their cases; a row that comes later belongs to its page's case, or is «new»."""

    def __init__(self, world):
        self.pages = {pk: name for name, pk in world.pages().items()}
        self.works = {pk: name for name, pk in world.works.items()}
        self.rounds = {pk: self.pages.get(page) for pk, page in ReviewRound.objects.values_list("pk", "page_id")}
        self.start = self.now()

    def moves(self):
        """Return what has moved since the beginning, in words: {"editing: page draft → live", …}; new drafts are nothing."""
        before, after = self.start, self.now()
        keys = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
        words = {f"{key[0]}: {key[1]} {before.get(key, GONE)} → {after.get(key, GONE)}" for key in keys}
        return words - {f"new: page {GONE} → draft"}

    def now(self):
        """Return {(case, kind, key of the row): state}."""
        found = dict(self._pages())
        for pk, page, state in Submission.objects.values_list("pk", "page_id", "state"):
            found[self.works.get(pk) or self.pages.get(page, "new"), "work", pk] = state
        for pk, page, state in ReviewRound.objects.values_list("pk", "page_id", "state"):
            found[self._of_round(pk, page), "round", pk] = state
        for kind, model, round in (("review", ExpertAssignment, "round"), ("days", Postponement, "assignment__round")):
            for pk, key, page, state in model.objects.values_list("pk", round, f"{round}__page", "state"):
                found[self._of_round(key, page), kind, pk] = state
        rows = Conclusion.objects.values_list("pk", "round", "round__page", "state", "digest", "appeal_state")
        for pk, key, page, state, digest, appeal in rows:
            # What the guard lets out is part of how a conclusion stands.
            words = [state, "lets out" if digest else "", f"appeal {appeal}" if appeal else ""]
            found[self._of_round(key, page), "conclusion", pk] = " ".join(filter(None, words))
        for pk, work, state in SubmissionAuthor.objects.values_list("pk", "submission", "state"):
            found[self.works.get(work, "new"), "coauthor", pk] = state
        return found

    def _of_round(self, pk, page):
        return self.rounds.get(pk) or self.pages.get(page, "new")

    def _pages(self):
        timed = set(Revision.page_revisions.exclude(approved_go_live_at=None).values_list("object_id", flat=True))
        for pk, live in MaterialPage.objects.values_list("pk", "live"):
            state = "live" if live else "timed" if str(pk) in timed else "draft"
            yield (self.pages.get(pk, "new"), "page", pk), state
