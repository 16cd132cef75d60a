"""The themes: one accent colour, quiet borders, nothing said by colour alone."""

from textual.theme import Theme

DARK = Theme(
    "fieldnotes-dark",
    primary="#5fafd7",
    accent="#5fafd7",
    warning="#e0af68",
    error="#f7768e",
    success="#5fafd7",
    foreground="#d8dee9",
    background="#16181d",
    surface="#1b1e24",
    panel="#22262e",
    dark=True,
    variables={"quiet": "#8b93a3", "line": "#343a46", "line-bright": "#5b6577"},
)
LIGHT = Theme(
    "fieldnotes-light",
    primary="#005f87",
    accent="#005f87",
    warning="#8a5a00",
    error="#b00020",
    success="#005f87",
    foreground="#1d2129",
    background="#fafafa",
    surface="#f2f3f5",
    panel="#e8eaee",
    dark=False,
    variables={"quiet": "#5a6270", "line": "#c9ced8", "line-bright": "#8b93a3"},
)
