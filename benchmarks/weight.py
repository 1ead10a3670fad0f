"""What the first visit of the overview weighs: HTML, and everything a browser fetches for it."""

import os
import subprocess
import sys
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks import server, towns
from benchmarks.figures import Figure, at_most
from tests.plugins.browser import FLAGS, program

HTML_KB, WIRE_KB = 60, 150
OVERVIEW = "/klein/konzept/"


def figures() -> list[Figure]:
    """Kilobytes (1,000 bytes) of the overview with 144 measures, as a new browser gets it."""
    towns.migrate()
    towns.town("klein", 144)
    environment = os.environ | {"MITEINANDER_COLLECT": "1"}
    collect = [sys.executable, "-m", "miteinander", "collectstatic", "--noinput", "-v0"]
    subprocess.run(collect, env=environment, check=True)
    with server.running() as running:
        html = len(running.get(OVERVIEW)[2])
        wire = _fetched(f"http://127.0.0.1:{running.port}{OVERVIEW}")
    return [
        at_most("overview, HTML", html / 1000, "kB", HTML_KB),
        at_most("overview, first visit over the wire", wire / 1000, "kB", WIRE_KB),
    ]


def _fetched(address: str) -> float:
    """Bytes that Chromium takes from the network: heads and compressed bodies of all requests."""
    sizes: list[float] = []

    def note(event: dict[str, Any]) -> None:
        sizes.append(event["encodedDataLength"])

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=FLAGS.split())
        page = browser.new_page()
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.loadingFinished", note)
        page.goto(address, wait_until="networkidle")
        browser.close()
    return sum(sizes)
