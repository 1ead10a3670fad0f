"""The two solver libraries in one process; and none of them where nothing is solved."""

import subprocess
import sys

import pytest

FLOW = """
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow
flow = SimpleMinCostFlow()
flow.add_arc_with_capacity_and_unit_cost(0, 1, 1, 1)
flow.set_nodes_supplies([0, 1], [1, -1])
assert flow.solve() == flow.OPTIMAL
"""
HIGHS = """
import highspy
highs = highspy.Highs()
highs.setOptionValue("output_flag", False)
x = highs.addIntegral(0, 3)
highs.maximize(x)
assert highs.val(x) == 3
"""


def run(code: str) -> None:
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize("code", [FLOW + HIGHS, HIGHS + FLOW], ids=["flow first", "HiGHS first"])
def test_both_libraries_work_in_one_process_in_either_order(code):
    run(code)


def test_no_solver_is_loaded_before_something_is_solved():
    run(
        "import sys, miteinander.matching\n"
        "assert not {'ortools', 'highspy', 'pandas', 'django'} & set(sys.modules)"
    )
