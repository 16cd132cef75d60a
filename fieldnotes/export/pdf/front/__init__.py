"""The front of a meeting's document: what it is, who was there, its agenda, who took part, what was decided."""
