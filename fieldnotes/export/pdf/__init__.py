"""The PDF of a meeting: read on paper, searched and copied from exactly."""
