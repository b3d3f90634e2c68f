"""Every address of the site with sensible arguments: what cannot be filled in is named, so that the walk stays whole."""

import re
from itertools import product

from django.urls import URLResolver, get_resolver, reverse
from wagtail.models import Revision, TaskState, Workflow, WorkflowState

from expertise.models import Conclusion, ExpertAssignment, ReviewRound
from library.models import MaterialPage, Submission, SubmissionAuthor, VersionFile
from tests.walking.world import COAUTHOR, GUEST, World

# Addresses without a name, as they are asked for.
UNNAMED = {
    "admin/login/": "/admin/login/",
    "admin/^.*/$": "/admin/nowhere/",
    "favicon.ico": "/favicon.ico",
    "media/<path:path>": "/media/nothing.png",
    "admin/test404/": "/admin/test404/",
}


# Of things that have nothing to do with works.
OTHERS = (
    "session_id",
    "collection_id",
    "redirect_id",
    "image_id",
    "uploaded_file_id",
    "stage_pk",
    "item_pk",
    "upload_pk",
    "page_view_restriction_id",
)


class ArgumentMissing(Exception):
    """A new address has a parameter that the walk cannot fill in."""


def patterns(resolver=None, above="", spaces=()):
    """Yield (route, full name, URLPattern) of every address of the project."""
    for each in (resolver or get_resolver()).url_patterns:
        route = above + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from patterns(each, route, (*spaces, each.namespace) if each.namespace else spaces)
        else:
            yield route, ":".join((*spaces, each.name)) if each.name else "", each


class Arguments:
    """What stands for each parameter, looked up once for a world."""

    def __init__(self, world: World, actor):
        pages = list(world.pages().values())
        works = list(world.works.values())
        rounds = _keys(ReviewRound)
        drafts = [world.draft.pk, *Submission.objects.filter(state="in_review").values_list("page_id", flat=True)[:1]]
        state = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).first()
        file = VersionFile.objects.first().file
        # A personal link opens to whoever has it: only its owner does.
        guest_key = world.guest_path.strip("/").split("/")[-1] if actor == GUEST else "0" * 48
        coauthor_key = world.coauthor_key if actor == COAUTHOR else "0" * 32
        self.plain = {
            "page_id": drafts,
            "page_pk": drafts,
            "parent_page_id": [world.library.pk],
            "page_to_move_id": drafts,
            "destination_id": [world.library.pk],
            "revision_id": list(Revision.objects.filter(object_id__in=map(str, drafts)).values_list("pk", flat=True)),
            "task_state_id": [state.pk],
            "task_id": [state.task_id],
            "workflow_state_id": [WorkflowState.objects.first().pk],
            "workflow_pk": [Workflow.objects.first().pk],
            "uuid": [file.uuid],
            "name": [file.name],
            "number": [1],
            "content_type_app_name": ["library"],
            "content_type_model_name": ["materialpage"],
            "object_id": drafts[:1],
            "uidb64": ["MQ"],
            "uidb36": ["1"],
            "token": ["token"],
            "code": [Conclusion.objects.exclude(number=None).first().code],
            "year": [2026],
            "format": ["rss"],
            "ending": ["xlsx"],
            "filter_spec": ["original"],
            "instance_pk": [1],
            **{name: [1] for name in OTHERS},
        }
        reviews = _keys(ExpertAssignment)
        conclusions = _keys(Conclusion)
        by_work = dict.fromkeys(("submission_room", "submission_edit", "submission_reading"), works)
        by_review = dict.fromkeys(
            ("review", "review_save", "review_preview", "review_pages", "review_changes"), reviews
        )
        by_conclusion = dict.fromkeys(
            ("author_conclusion", "author_answer", "author_appeal", "author_remarks", "decision", "conclusion_pdf",
             "conclusion_docx"),
            conclusions,
        )  # fmt: skip
        self.keys = {
            **{f"library:{name}": keys for name, keys in by_work.items()},
            **{f"expertise:{name}": keys for name, keys in by_review.items()},
            **{f"expertise:{name}": keys for name, keys in by_conclusion.items()},
            "library_work": works,
            "library_send_to_experts": pages,
            "review_admin:round": rounds,
            "expertise_outcome": rounds,
            "library:coauthorship": _keys(SubmissionAuthor),
            "wagtailadmin_api:pages:detail": drafts,
            "wagtailadmin_api:pages:action": pages,
            "stored_file_chooser:chosen": [file.pk],
            "stored_files:strip": [file.pk],
            "community_erase_person": [world.house.author.pk],
        }
        self.special = {
            ("review_admin:review", "pk"): rounds[:3],
            ("review_admin:review", "assignment_pk"): reviews[:3],
            ("expertise:decision_act", "pk"): conclusions,
            ("expertise:decision_act", "act"): ["sign", "return", "confirm", "refuse", "appeal", "revoke"],
            ("wagtailadmin_api:pages:action", "action_name"): [
                "publish", "unpublish", "copy", "delete", "move", "convert_alias", "create_alias",
                "revert_to_page_revision", "copy_for_translation",
            ],
            ("wagtailadmin_pages:workflow_action", "action_name"): ["approve", "reject"],
            ("wagtailadmin_pages:collect_workflow_action_data", "action_name"): ["approve", "reject"],
            ("wagtail_bulk_action", "action"): ["publish", "unpublish", "delete", "move"],
            ("library:coauthor_answer", "key"): [coauthor_key],
            ("account_confirm_email", "key"): ["key"],
            ("account_reset_password_from_key", "key"): ["key"],
            ("community:person", "code"): ["nobody"],
            **{(f"expertise:guest_{name}", "key"): [guest_key] for name in by_review},
        }  # fmt: skip
        self.labels = {
            "wagtail_bulk_action": ("wagtailcore", "page"),
            "wagtailsettings:edit": ("home", "sitesettings"),
            "wagtailsettings:preview_on_edit": ("home", "sitesettings"),
            "wagtailadmin_tag_model_autocomplete": ("taggit", "tag"),
            "wagtailadmin_workflows:add_task": ("library", "methodistchecktask"),
        }

    def of(self, full_name, parameter, pattern):
        """Return the values for `parameter` of the address. Raises ArgumentMissing."""
        if (full_name, parameter) in self.special:
            return self.special[full_name, parameter]
        if parameter in ("app_label", "app_name"):
            return [self.labels.get(full_name, ("library", ""))[0]]
        if parameter == "model_name":
            return [self.labels.get(full_name, ("", "materialpage"))[1]]
        if parameter in self.plain:
            return self.plain[parameter]
        if parameter == "pk":
            return self.keys.get(full_name) or [_first_of(pattern)]
        raise ArgumentMissing(f"«{full_name}»: назовите, чем заполнить «{parameter}» (tests/walking/addresses.py).")


def views():
    """Return {full name: what answers there}: Wagtail's many lists of words have the same few views, ours are each its own."""
    return {name: _view(pattern.callback, name) for _route, name, pattern in patterns() if name}


def _view(callback, name):
    known = getattr(callback, "view_class", callback)
    return f"{known.__module__}.{known.__qualname__}" if known.__module__.startswith("wagtail") else name


def addresses(world, actor):
    """Return [(full name, {parameter: value}, address)] of every address with each of its arguments. Raises ArgumentMissing."""
    arguments, found = Arguments(world, actor), []
    for route, full_name, pattern in patterns():
        if not full_name:
            if route not in UNNAMED:
                raise ArgumentMissing(f"У адреса «{route}» нет имени: назовите его в UNNAMED.")
            found.append((route, {}, UNNAMED[route]))
            continue
        found += _filled(arguments, route, full_name, pattern)
    return found


def _filled(arguments, route, full_name, pattern):
    if full_name == "wagtail_serve":
        return [(full_name, {}, page.url) for page in MaterialPage.objects.all()]
    if full_name == "wagtailadmin_pages:revisions_compare":
        page = arguments.plain["page_id"][0]
        return [(full_name, {}, reverse(full_name, args=[page, "earliest", "latest"]))]
    names = _parameters(route)
    values = [arguments.of(full_name, name, pattern) for name in names]
    made = [dict(zip(names, row, strict=True)) for row in product(*values)]
    return [(full_name, given, reverse(full_name, kwargs=given)) for given in made]


def _parameters(route):
    return re.findall(r"<(?:\w+:)?(\w+)>", route)


def _keys(model):
    return list(model.objects.order_by("pk").values_list("pk", flat=True))


def _first_of(pattern):
    """The first row of the model that the view is about; 1 where there is none or the view does not tell its model."""
    model = getattr(pattern.callback, "view_initkwargs", {}).get("model")
    first = model._default_manager.order_by("pk").values_list("pk", flat=True).first() if model else None
    return first or 1
