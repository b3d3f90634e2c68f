"""Pages are read by a process of its own while this one writes what was read before: a rebuild on two cores."""

import signal
from contextlib import contextmanager, suppress
from multiprocessing import get_context

import django
from django.db import connection

# So few batches are read before a process has begun.
FEW = 10
# Not forked: neither connections to the database nor threads go over.
processes = get_context("spawn")


class ReaderDied(Exception):
    """The process that reads pages has ended before its time; its last words stand in the log."""


@contextmanager
def reading_ahead(batches):
    """Give an iterator of the Readings (search.indexing) of `batches`, lists of page ids. It may raise ReaderDied.

    The process waits for whoever iterates, one batch ahead, and ends with the block.
    """
    if len(batches) < FEW or connection.in_atomic_block:
        # It would not see what a transaction has not yet committed.
        yield _read(batches)
        return
    receiving, sending = processes.Pipe(duplex=False)
    reader = processes.Process(target=_send_readings, args=(batches, sending), daemon=True)
    reader.start()
    # Now the reader alone holds this end: when it dies, receiving ends too.
    sending.close()
    try:
        yield _received(batches, receiving, reader)
    finally:
        receiving.close()
        reader.terminate()
        reader.join()


def _received(batches, receiving, reader):
    for _batch in batches:
        try:
            yield receiving.recv()
        except EOFError:
            reader.join()
            raise ReaderDied(f"процесс, который читает страницы, завершился с кодом {reader.exitcode}") from None


def _send_readings(batches, sending):
    # Ctrl-C is for the process that writes; it ends this one. Where that one was killed, nobody receives any more.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    django.setup()
    with suppress(BrokenPipeError):
        for reading in _read(batches):
            sending.send(reading)


def _read(batches):
    # Imported here: a process that begins with this module has no models before `django.setup`.
    from search.indexing import read_pages

    return map(read_pages, batches)
