"""Which classes the size of the terminal gives a screen, for `screens/capture.tcss`."""

from collections.abc import Sequence

from textual.geometry import Size
from textual.widget import Widget

WIDTHS = (("-narrow", 0, 72), ("-normal", 72, 100), ("-roomy", 100, 132), ("-wide", 132, 100_000))
LOW = 30


def fit(screen: Widget, size: Size, widths: Sequence[tuple[str, int, int]] = WIDTHS) -> None:
    """Give a screen the classes of that size; before its first layout, for one that changes costs another."""
    for name, least, most in widths:
        screen.set_class(least <= size.width < most, name)
    screen.set_class(size.height < LOW, "-low")
