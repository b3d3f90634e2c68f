"""What happens at the end of a workflow. Wagtail imports this module while its own models load: nothing of ours above."""

from wagtail.workflows import publish_workflow_state


def finish_workflow(workflow_state, user=None):
    """Publish what a finished workflow is about, but a work only where the guard lets it out (WAGTAIL_FINISH_WORKFLOW_ACTION).

    Where it does not, the draft stays a draft: a workflow that lost its steps must not become a way round them.
    """
    from library.guard import may_publish
    from library.models import MaterialPage

    page = workflow_state.content_object
    if isinstance(page.specific, MaterialPage) and not may_publish(page.specific.get_latest_revision_as_object()):
        return
    publish_workflow_state(workflow_state, user=user)
