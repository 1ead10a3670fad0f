"""How long the way to a course takes, estimated from the straight line. No Django.

Ten minutes for walking and waiting and four minutes per kilometre: about what bus or bicycle take
within a town and between villages. It is an estimate, and pages say so.
"""

from typing import Any

import numpy as np

UNKNOWN = 999.0  # instead of a latitude or longitude that nobody entered
_START, _PER_KM = 10, 4
_KM_PER_DEGREE = 111.2


def minutes(lat: Any, lon: Any, there_lat: Any, there_lon: Any) -> Any:
    """Whole minutes between places in degrees, as arrays that broadcast; -1 where unknown."""
    lat, lon, there_lat, there_lon = np.broadcast_arrays(lat, lon, there_lat, there_lon)
    north = (lat - there_lat) * _KM_PER_DEGREE
    east = (lon - there_lon) * _KM_PER_DEGREE * np.cos(np.radians((lat + there_lat) / 2))
    found = np.rint(_START + _PER_KM * np.hypot(north, east)).astype(np.int64)
    return np.where((lat == UNKNOWN) | (there_lat == UNKNOWN), -1, found)
