"""The word for a colour: nothing is told by colour alone. Pure."""

import colorsys

_HUES = (
    (15, "red"), (45, "orange"), (70, "yellow"), (160, "green"), (200, "turquoise"), (255, "blue"), (290, "violet"),
    (335, "pink"), (361, "red"),
)  # fmt: skip


def hue(colour: str) -> str:
    """The word for `#RRGGBB`: by lightness for greys, else by hue (HSL, degrees), `dark` below 30 % lightness."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    turn, light, strength = colorsys.rgb_to_hls(red, green, blue)
    if light > 0.94:
        return "white"
    if light < 0.08:
        return "black"
    if strength < 0.15:
        return "grey"
    word = next(word for end, word in _HUES if turn * 360 < end)
    if word == "orange" and light < 0.4:
        return "brown"
    return f"dark {word}" if light < 0.3 else f"light {word}" if light > 0.75 else word
