"""Figures of a meeting, pure: time, presence, participation. Formulae as in the study's own method papers."""
