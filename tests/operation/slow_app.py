"""A web application whose answers take a second; run by the same server as Miteinander."""

import time


def application(environ, start_response):
    """Answer with the number of the request after a while."""
    time.sleep(float(environ["QUERY_STRING"] or 1))
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["PATH_INFO"].encode()]
