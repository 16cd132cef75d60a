"""The rooms of the write-up screen: its commands, what they do, and what it asks."""
