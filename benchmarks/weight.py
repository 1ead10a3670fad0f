"""What the first visit of the overview weighs: HTML, and everything over the wire."""

import os
import re
import subprocess
import sys
from urllib.parse import urljoin

from benchmarks import server, towns
from benchmarks.figures import Figure, at_most

HTML_KB, WIRE_KB = 60, 150
ADDRESSES = re.compile(rb'(?:href|src)="(/static/[^"]+)"')
IN_STYLE = re.compile(rb"url\(([^)\"']*\.woff2)")


def figures() -> list[Figure]:
    """Kilobytes (1,000 bytes) of the overview with 144 measures, as a new browser gets it."""
    towns.migrate()
    towns.town("klein", 144)
    environment = os.environ | {"MITEINANDER_COLLECT": "1"}
    collect = [sys.executable, "-m", "miteinander", "collectstatic", "--noinput", "-v0"]
    subprocess.run(collect, env=environment, check=True)
    with server.running() as running:
        html = running.get("/klein/konzept/")[2]
        wire = len(running.get("/klein/konzept/", Accept_Encoding="gzip")[2])
        for address in _everything(running, html):
            wire += len(running.get(address, Accept_Encoding="br, gzip")[2])
    return [
        at_most("overview, HTML", len(html) / 1000, "kB", HTML_KB),
        at_most("overview, first visit over the wire", wire / 1000, "kB", WIRE_KB),
    ]


def _everything(running: server.Server, html: bytes) -> set[str]:
    """Styles, scripts, icons and all Latin fonts of the page: more than a browser would load."""
    found = {address.decode() for address in ADDRESSES.findall(html)}
    for address in [address for address in found if address.endswith(".css")]:
        style = running.get(address)[2]
        found |= {urljoin(address, font.decode()) for font in IN_STYLE.findall(style)}
    return found
