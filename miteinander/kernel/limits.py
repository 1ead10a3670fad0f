"""How often something may happen in a while, counted in the cache that all processes share."""

import time

from django.core.cache import cache


def wait(key: str, *, most: int, seconds: int) -> int:
    """Count once more; 0, or after how many seconds it may happen again.

    Windows of `seconds` begin at full multiples of the clock. Two requests at the same instant may
    count as one: it is a brake, no lock.
    """
    now = int(time.time())
    window = now // seconds
    name = f"limit:{key}:{window}"
    cache.add(name, 0, timeout=seconds * 2)
    try:
        number = cache.incr(name)
    except ValueError:
        # Forgotten between the two lines by a full cache.
        number = 1
    return 0 if number <= most else (window + 1) * seconds - now
