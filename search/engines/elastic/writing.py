"""What is written to an index of Elasticsearch, in whatever order it arrives: a newer number always wins."""

from search.engines.base import EngineFailed
from search.engines.elastic.client import asking

# Of a page that has been deleted, or has come in a newer form, an older one is refused: that is how it should be.
CONFLICT = 409
# Characters of one request: books would otherwise make up one that the server refuses for ever (100 MB by default).
MOST = 5_000_000


def write(alias, documents, gone=()):
    """Write `documents` (IndexDocument) and take out the pages `gone`: ids, or {id: number of the change}.

    `alias` must be an alias: a name that is missing must not become an index of whatever shape. Raises EngineFailed when
    the server refuses any of it.
    """
    gone = gone if isinstance(gone, dict) else dict.fromkeys(gone)
    lines, size = [], 0
    for document in documents:
        lines += _put(document)
        size += len(document.words) + len(document.near)
        if size >= MOST:
            _send(alias, lines)
            lines, size = [], 0
    _send(alias, lines + [_delete(page_id, number) for page_id, number in gone.items()])


def refresh(index):
    """Let readers see what has been written to `index`."""
    with asking() as client:
        client.indices.refresh(index=index)


def _send(alias, lines):
    if not lines:
        return
    with asking() as client:
        answer = client.bulk(
            index=alias,
            operations=lines,
            require_alias=True,
            filter_path="errors,items.*.status,items.*.error.type",
        )
    if answer["errors"]:
        _check(answer["items"])


def _put(document):
    return (
        {"index": {"_id": str(document.page_id), **_version(document.number)}},
        {
            "page_id": document.page_id,
            "number": document.number,
            "digest": document.digest,
            "title": document.title,
            "near": document.near,
            "words": document.words,
        },
    )


def _delete(page_id, number):
    return {"delete": {"_id": str(page_id), **_version(number)}}


def _version(number):
    return {"version": number, "version_type": "external_gte"} if number else {}


def _check(items):
    for item in items:
        ((_action, result),) = item.items()
        # A page that is not there to be deleted is no error; an index that is not there is one.
        if "error" in result and result["status"] != CONFLICT:
            # Its reason would quote the text of a page.
            raise EngineFailed(f"не принял страницу: {result['status']} {result['error'].get('type', '')}")
