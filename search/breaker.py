"""A fuse before a service that may fail: after some failures in a row nobody asks it for a while."""

import threading
import time


class Breaker:
    """Counts failures of one service in this process; `limit` in a row open it for `pause` seconds.

    When the time is over one asker may try; his answer decides for all.
    """

    def __init__(self, limit=3, pause=30.0, clock=time.monotonic):
        self._limit, self._pause, self._clock = limit, pause, clock
        self._lock = threading.Lock()
        self.reset()

    def reset(self):
        """Forget everything."""
        self._failures, self._closed_at = 0, 0.0

    @property
    def is_open(self):
        """Whether nobody may ask at this moment."""
        return self._failures >= self._limit and self._clock() < self._closed_at

    def allows(self):
        """Tell whether the caller may ask now; of many only one may be the first after a pause."""
        with self._lock:
            if self._failures < self._limit:
                return True
            if self._clock() < self._closed_at:
                return False
            self._closed_at = self._clock() + self._pause
            return True

    def succeeded(self):
        """Note an answer."""
        self._failures = 0

    def failed(self):
        """Note a failure."""
        with self._lock:
            self._failures += 1
            if self._failures >= self._limit:
                self._closed_at = self._clock() + self._pause
