"""How much of a project file is read: far above what a study comes to, far below what would hurt."""

MB = 2**20
LARGEST_FILE = 512 * MB
LARGEST_LIST = 16 * MB
LARGEST_PROJECT = 512 * MB
LARGEST_TEXT = 16 * MB
ALL_TEXTS = 1024 * MB
MOST_FILES = 50_000
MOST_CODES = 20_000
MOST_CODINGS = 1_000_000
MOST_MOVED = 20_000
LONGEST_FOLLOWED = 2_000_000
MOST_SOURCES = 20_000
DEEPEST = 60
DENSEST = 200
"""So many times its packed size a file of more than a megabyte may be."""
