"""What reading one file costs: `python -m bench.reading FILE` prints {"cpu", "mib", "pages", "characters"}.

A process of its own, without Django: the system counts a child's memory from that of the parent it was split from.
"""

import json
import resource
import sys

from files.extraction import Limits, extract


def read_once(path):
    """Return seconds of the processor and the peak MiB of the child that reads the PDF at `path`, and what it found."""
    extraction = extract(path, "pdf", Limits())
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "cpu": used.ru_utime + used.ru_stime,
        "mib": used.ru_maxrss / 1024,
        "pages": extraction.total,
        "characters": len(extraction.text),
    }


if __name__ == "__main__":
    print(json.dumps(read_once(sys.argv[1])))
