"""Another process of test_machine.py: for each line, a folder and a text, it adds a note and says which."""

import sys
from pathlib import Path

from fieldnotes.archive import StudyArchive
from tests.archive.making import seen

if __name__ == "__main__":
    for line in sys.stdin:
        folder, text = line.rstrip("\n").split("\t")
        meeting = StudyArchive.open(Path(folder)).open_meeting("last")
        note = seen(1, text)
        change = meeting.commit(who="P", observations=[note])
        meeting.close()
        print(change, note.id, flush=True)
