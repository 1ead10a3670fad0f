"""Takes the README's pictures of the demonstration: `.venv/bin/python -m assets.screenshots`.

Runs a demonstration of its own on a free port in a temporary folder, and stops it again.
"""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.plugins.browser import FLAGS, program

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
SIGN_IN = ("ludger.wiesmann@beispielhausen.example", "miteinander-demo")
STEWARD = ("katharina.wellmann@musterstadt.example", "miteinander-demo")
WIDTH, HEIGHT, PHONE = 1200, 900, 360
DOCUMENT = """Gemeinsam in Beispielhausen

1. Handlungsfeld „Ankommen“
1.1. Erste Wochen
Ausgangslage
Wer neu in Beispielhausen ist, findet vieles nicht auf Anhieb.
Ziel
Alle wissen nach vier Wochen, an wen sie sich wenden können.
Konkret bedeutet dies:

Jede Familie erhält beim Einzug eine Mappe mit Adressen, Plänen und
Ansprechpersonen.

Der Helferkreis begleitet auf Wunsch zu den ersten Terminen.

2. Handlungsfeld „Sprache“
Ziel
Deutsch lernen ist auch ohne Auto möglich.
Konkret bedeutet dies:

Ein Abendkurs findet im Ort statt.
"""


@contextmanager
def demonstration() -> Iterator[str]:
    """A running demonstration; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"MITEINANDER_DATA": folder}
        command = [sys.executable, "-m", "miteinander", "demo", "--port", str(port)]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        try:
            assert process.stdout
            while "Strg+C" not in process.stdout.readline():
                if process.poll() is not None:
                    sys.exit("Die Vorführung ist nicht gestartet.")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(30)


def tab(browser: Browser, address: str, width: int = WIDTH) -> Page:
    """An empty tab of the demonstration."""
    size = {"width": width, "height": HEIGHT}
    return browser.new_context(base_url=address, locale="de-DE", viewport=size).new_page()  # type: ignore[arg-type]


def sign_in(page: Page, person: tuple[str, str]) -> None:
    """Sign in through the form."""
    page.goto("/konto/login/")
    page.fill("input[name=login]", person[0])
    page.fill("input[name=password]", person[1])
    page.click("main button[type=submit]")


def take(page: Page, name: str) -> None:
    """Keep what the window shows."""
    page.evaluate("document.activeElement?.blur()")
    page.screenshot(path=IMAGES / f"{name}.png")


def public_pages(browser: Browser, address: str) -> None:
    """The overview and a measure; the overview on a phone."""
    page = tab(browser, address)
    page.goto("/musterstadt/konzept/")
    take(page, "overview")
    page.goto("/musterstadt/konzept/massnahmen/")
    page.get_by_role("link", name="Vorlesestunden in zwei Sprachen").click()
    take(page, "measure")
    phone = tab(browser, address, PHONE)
    phone.goto("/musterstadt/konzept/")
    take(phone, "phone")


def workspace_pages(browser: Browser, address: str) -> None:
    """Editing the plan, and reviewing a document."""
    page = tab(browser, address)
    sign_in(page, STEWARD)
    page.goto("/musterstadt/arbeit/konzept/")
    page.locator("main details summary").first.click()
    take(page, "plan")
    page = tab(browser, address)
    sign_in(page, SIGN_IN)
    page.goto("/beispielhausen/arbeit/importe/")
    content = {"name": "konzept.txt", "mimeType": "text/plain", "buffer": DOCUMENT.encode()}
    page.set_input_files("input[type=file]", content)  # type: ignore[arg-type]
    page.get_by_role("button", name="Hochladen und lesen").click()
    page.wait_for_url("**/durchsicht/**", timeout=60_000)
    take(page, "review")


def main() -> None:
    """Take all pictures anew."""
    IMAGES.mkdir(exist_ok=True)
    with demonstration() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=FLAGS.split())
        public_pages(browser, address)
        workspace_pages(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
