"""How long a call of this process takes, by the clock and by its processor."""

import time
from statistics import median, quantiles

ROUNDS = 3


def clocked(call):
    """Return (what `call()` returns, milliseconds by the clock, milliseconds of this process's processor)."""
    wall, cpu = time.perf_counter(), time.process_time()
    answer = call()
    return answer, (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def repeated(call, rounds=ROUNDS):
    """Return (what the last `call()` returns, {"wall", "cpu"}: the medians of `rounds` calls in milliseconds)."""
    answers, walls, cpus = zip(*(clocked(call) for _round in range(rounds)), strict=True)
    return answers[-1], {"wall": median(walls), "cpu": median(cpus)}


def half_and_most(figures):
    """Return (the median, the 95th percentile) of two or more `figures`."""
    figures = list(figures)
    return median(figures), quantiles(figures, n=20)[-1]
