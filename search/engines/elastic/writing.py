"""What is written to an index of Elasticsearch, in whatever order it arrives: a newer number always wins."""

from search.engines.base import EngineFailed
from search.engines.elastic.client import asking

# Of a page that has been deleted, or has come in a newer form, an older one is refused: that is how it should be.
CONFLICT, MISSING = 409, 404


def write(index, documents, gone=(), is_alias=False):
    """Write `documents` (IndexDocument) and take out the pages `gone`: ids, or {id: number of the change}.

    `is_alias`: `index` is the name that readers ask. Raises EngineFailed when the server refuses any of it.
    """
    gone = gone if isinstance(gone, dict) else dict.fromkeys(gone)
    lines = [line for document in documents for line in _put(document)]
    lines += [_delete(page_id, number) for page_id, number in gone.items()]
    if not lines:
        return
    with asking() as client:
        answer = client.bulk(
            index=index,
            operations=lines,
            # A name that is missing must not become an index of whatever shape.
            require_alias=is_alias,
            filter_path="errors,items.*.status,items.*.error.reason",
        )
    if answer["errors"]:
        _check(answer["items"])


def refresh(index):
    """Let readers see what has been written to `index`."""
    with asking() as client:
        client.indices.refresh(index=index)


def _put(document):
    yield {"index": {"_id": str(document.page_id), **_version(document.number)}}
    yield {
        "page_id": document.page_id,
        "digest": document.digest,
        "title": document.title,
        "near": document.near,
        "words": document.words,
    }


def _delete(page_id, number):
    return {"delete": {"_id": str(page_id), **_version(number)}}


def _version(number):
    return {"version": number, "version_type": "external_gte"} if number else {}


def _check(items):
    for item in items:
        ((_action, result),) = item.items()
        if result["status"] not in (CONFLICT, MISSING) and "error" in result:
            raise EngineFailed(f"{result['status']}: {result['error'].get('reason', '')}"[:300])
