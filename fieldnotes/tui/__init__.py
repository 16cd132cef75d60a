"""The screens. Importing this package sets what Textual reads once, when it is first imported."""

import os

# A repaint waits for a timer; at 120 Hz a key shows 5 ms sooner than at the 60 Hz that are usual.
os.environ.setdefault("TEXTUAL_FPS", "120")
# With it on, a phrase of five characters or more from an input method arrives as junk keys.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
