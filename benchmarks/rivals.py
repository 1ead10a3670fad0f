"""One way to place people, in a process of its own: CPU seconds and memory, children counted."""

import resource
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from threading import Event, Thread

import numpy as np

from benchmarks.municipality import municipality
from miteinander.matching import Arcs, Levels, Problem, candidates, solve
from miteinander.matching.flow import pair_cost
from miteinander.matching.proposal import reached

EXACT = ("placed", "fit")
_SCALE = 1024  # KB in a MB


@dataclass(frozen=True)
class Run:
    """`seconds` and `building` of CPU, at best of some times; peak memory; what was reached."""

    arcs: int
    building: float
    seconds: float
    megabytes: float
    levels: Levels


def ours(problem: Problem, arcs: Arcs) -> Levels:
    """What the project does."""
    return solve(problem, arcs).levels


def pulp_with_cbc(problem: Problem, arcs: Arcs) -> Levels:
    """The same model as one would write it first: variables and sums, one objective, gap 0.

    A weighted sum in which one unit of urgency outweighs all the points that moving anybody can
    change: the same optimum on both levels.
    """
    import pulp

    demand, supply, points = arcs.demand.tolist(), arcs.supply.tolist(), arcs.points.tolist()
    weight = len(problem.supplies) * max(points) + 1
    urgency = problem.demands.urgency.tolist()
    model = pulp.LpProblem("courses", pulp.LpMaximize)
    chosen = [pulp.LpVariable(f"x{arc}", cat="Binary") for arc in range(len(arcs))]
    worth = [weight * urgency[i] + fit for i, fit in zip(demand, points, strict=True)]
    model += pulp.lpSum(w * x for w, x in zip(worth, chosen, strict=True))
    of_demand: list[list[object]] = [[] for _ in problem.demands.keys]
    of_supply: list[list[object]] = [[] for _ in problem.supplies.keys]
    for i, j, x in zip(demand, supply, chosen, strict=True):
        of_demand[i].append(x)
        of_supply[j].append(x)
    for some in of_demand:
        model += pulp.lpSum(some) <= 1
    for some, capacity in zip(of_supply, problem.supplies.capacity.tolist(), strict=True):
        model += pulp.lpSum(some) <= capacity
    status = model.solve(pulp.PULP_CBC_CMD(msg=False, threads=1, gapRel=0, gapAbs=0))
    if status != pulp.LpStatusOptimal:
        raise RuntimeError(pulp.LpStatus[status])
    at = np.full(len(problem.demands), -1)
    for i, j, x in zip(demand, supply, chosen, strict=True):
        if x.varValue > 0.5:
            at[i] = j
    return reached(problem, arcs, at)


def weighted(problem: Problem, arcs: Arcs) -> Levels:
    """The same flow with one weighted sum instead of exact levels."""
    worth = -1000 * pair_cost("placed", problem, arcs) + arcs.points
    return solve(replace(problem, levels=("fit",)), replace(arcs, points=worth)).levels


def measured(way: Callable[[Problem, Arcs], Levels], people: int, times: int) -> Run:
    """Runs it in a process of its own."""
    context = get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as processes:
        return processes.submit(partial(_run, way, people, times)).result()


def cpu() -> float:
    """CPU seconds of this process and of its ended children."""
    of = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in of)


def best_of(times: int, work: Callable[[], object]) -> float:
    """The least CPU seconds of some runs."""
    found = []
    for _ in range(times):
        start = cpu()
        work()
        found.append(cpu() - start)
    return min(found)


def _run(way: Callable[[Problem, Arcs], Levels], people: int, times: int) -> Run:
    small = replace(municipality(50), levels=EXACT)
    way(small, candidates(small))  # libraries are loaded
    problem = replace(municipality(people), levels=EXACT)
    building = best_of(times, lambda: candidates(problem))
    arcs = candidates(problem)
    levels: list[Levels] = []
    with _children() as peak:
        seconds = best_of(times, lambda: levels.append(way(problem, arcs)))
    return Run(len(arcs), building, seconds, _peak("self") + max(peak, default=0), levels[0])


@contextmanager
def _children() -> Iterator[list[float]]:
    """Watches the peaks of child processes: `ru_maxrss` of a child begins with its parent's."""
    peaks: list[float] = []
    is_over = Event()

    def watch() -> None:
        while not is_over.wait(0.05):
            for tasks in Path("/proc/self/task").glob("*/children"):
                for child in tasks.read_text().split():
                    peaks.append(_peak(child))

    watcher = Thread(target=watch)
    watcher.start()
    try:
        yield peaks
    finally:
        is_over.set()
        watcher.join()


def _peak(process: str) -> float:
    """MB; 0 for a process that has ended meanwhile."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    sizes = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
    return int(sizes[0]) / _SCALE if sizes else 0
