"""The Word document of meetings: a paragraph an observation, styles that coding tools can code by."""
