"""Degrees to the map's plane: the Equal Earth projection, in which areas keep their size.

Šavrič, Patterson and Jenny, "The Equal Earth map projection", International Journal of Geographical Information Science
33 (3), 2019. Pure functions.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

WIDTH, HEIGHT = 1000, 448
"""The map's plane. It ends in the south where Antarctica begins."""
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
M = sqrt(3) / 2
HALF_WIDTH = 2.7066299837
"""Half of the width of the whole earth, in radii."""
NORTHERNMOST = 84.0
"""Degrees at the upper edge."""


def _plane(longitude: float, latitude: float) -> tuple[float, float]:
    theta = asin(M * sin(radians(latitude)))
    t2 = theta * theta
    t6 = t2 * t2 * t2
    x = radians(longitude) * cos(theta) / (M * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2)))
    return x, theta * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))


_SCALE = WIDTH / (2 * HALF_WIDTH)
_TOP = _plane(0, NORTHERNMOST)[1]


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """The place of a point of the earth (degrees, east and north) on the map: x from the left, y from the top."""
    x, y = _plane(longitude, latitude)
    return (x + HALF_WIDTH) * _SCALE, (_TOP - y) * _SCALE
