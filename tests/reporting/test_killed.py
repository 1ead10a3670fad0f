"""The worker killed while it writes a report: nothing half is kept, and it is written again."""

import json

from tests.kernel import processes
from tests.reporting.test_pdf import text


def test_a_report_whose_worker_is_killed_is_told_as_interrupted_and_comes_whole_afterwards(
    tmp_path,
):
    environment = processes.environment(tmp_path, MITEINANDER_JOBS="worker")
    lines = processes.run("tests.reporting.killed", env=environment).splitlines()
    in_the_writer, in_the_file, before_the_row, after = map(json.loads, lines)

    interrupted = {"state": "running", "size": 0, "is_dead": True}
    assert in_the_writer["rows"] == [{**interrupted, "is_on_disk": False}]
    assert in_the_file["rows"] == [{**interrupted, "is_on_disk": True}]
    assert before_the_row["rows"] == [{**interrupted, "is_on_disk": True}]
    assert before_the_row["written"] == 0

    (half,), (all_of_it,) = in_the_file["sizes"], before_the_row["sizes"]
    assert in_the_writer["sizes"] == []
    assert 0 < half < all_of_it

    (size,) = after["sizes"]  # those of the killed are gone
    done = {"state": "done", "size": size, "is_dead": False, "is_on_disk": True}
    assert (after["rows"], after["written"]) == ([done], 1)
    (file,) = tmp_path.rglob("reports/*/*")
    assert "Sprachcafé" in text(file.read_bytes())
