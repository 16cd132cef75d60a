"""The two ends of a short command, each in a program of its own."""

import os
import subprocess
import sys
from pathlib import Path

from tests.shared_material import CHECKOUT


def told(source: str, *before: Path) -> subprocess.CompletedProcess[str]:
    """What a program says that imports from these folders first."""
    path = os.pathsep.join([*map(str, before), str(CHECKOUT)])
    command = [sys.executable, "-c", source]
    return subprocess.run(
        command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False, timeout=60
    )


def package(folder: Path, name: str, source: str) -> Path:
    (folder / name).mkdir(parents=True)
    (folder / name / "__init__.py").write_text(source, encoding="utf-8")
    return folder


LOAD = "import sys; from fieldnotes.cli.briefly import load_msgspec; load_msgspec(); "


def test_msgspec_is_there_and_typing_extensions_can_be_imported_behind_it(tmp_path: Path) -> None:
    package(tmp_path, "typing_extensions", "there = 1")
    ran = told(LOAD + "print('msgspec' in sys.modules, 'typing_extensions' in sys.modules)", tmp_path)
    assert ran.stdout == "True False\n", ran.stderr
    ran = told(LOAD + "import typing_extensions; print(typing_extensions.there)", tmp_path)
    assert ran.stdout == "1\n", ran.stderr


def test_one_that_is_loaded_already_stays(tmp_path: Path) -> None:
    package(tmp_path, "typing_extensions", "there = 1\nfrom typing import *")
    source = "import typing_extensions as before; " + LOAD + "print(sys.modules['typing_extensions'] is before)"
    assert told(source, tmp_path).stdout == "True\n"


def test_an_msgspec_that_needs_typing_extensions_gets_it(tmp_path: Path) -> None:
    package(tmp_path, "typing_extensions", "there = 1")
    package(tmp_path, "msgspec", "from typing_extensions import there")
    ran = told(LOAD + "import msgspec; print(msgspec.there)", tmp_path)
    assert ran.stdout == "1\n", ran.stderr


def test_the_collector_is_awake_again_whatever_an_import_does() -> None:
    source = """
import gc
from fieldnotes.cli.briefly import uncollected
try:
    with uncollected():
        print(gc.isenabled())
        raise ImportError
except ImportError:
    print(gc.isenabled(), gc.get_freeze_count() > 0)
"""
    assert told(source).stdout == "False\nTrue True\n"


def test_leaving_says_all_that_was_said_and_ends_with_the_code() -> None:
    source = "import sys; sys.stdout.write('a'); from fieldnotes.cli.briefly import leave; leave(3); print('b')"
    ran = told(source)
    assert (ran.stdout, ran.returncode) == ("a", 3)


def test_leaving_where_nobody_listens_says_nothing() -> None:
    source = "import sys; from fieldnotes.cli.briefly import leave; sys.stdout.close(); sys.stderr = None; leave(4)"
    assert told(source).returncode == 4


def test_an_interrupt_while_modules_load_comes_when_they_are() -> None:
    source = """
import os, signal
from fieldnotes.cli.briefly import uncollected
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background begins deaf to it
try:
    with uncollected():
        os.kill(os.getpid(), signal.SIGINT)
        print("loaded")
except KeyboardInterrupt:
    print("interrupted", signal.getsignal(signal.SIGINT) is signal.default_int_handler)
signal.signal(signal.SIGINT, signal.SIG_IGN)
with uncollected():
    os.kill(os.getpid(), signal.SIGINT)
print("ignored")
"""
    assert told(source).stdout == "loaded\ninterrupted True\nignored\n"


def test_modules_can_be_loaded_in_any_thread() -> None:
    source = """
import threading
from fieldnotes.cli.briefly import uncollected
def load():
    with uncollected():
        print("loaded")
worker = threading.Thread(target=load)
worker.start()
worker.join()
"""
    assert told(source).stdout == "loaded\n"
