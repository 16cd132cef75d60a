"""Ctrl+C before the program is loaded: it ends without a traceback."""

import subprocess
import sys
import tomllib

import pytest

from tests.shared_material import CHECKOUT

INTERRUPT = """
import runpy, sys

class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == asked:
            raise KeyboardInterrupt

asked = sys.argv.pop()
sys.argv.append("paths")
sys.meta_path.insert(0, Interrupt())
"""
WAYS = {
    "module": "runpy.run_module('fieldnotes', run_name='__main__', alter_sys=True)",
    "script": "from fieldnotes.__main__ import main; sys.exit(main())",
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("module", ["fieldnotes.cli", "fieldnotes.cli.output", "fieldnotes.text"])
def test_an_interrupt_while_it_loads_is_no_traceback(way: str, module: str) -> None:
    call = [sys.executable, "-c", INTERRUPT + WAYS[way], module]
    done = subprocess.run(call, cwd=CHECKOUT, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_the_console_script_begins_there_too() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"fieldnotes": "fieldnotes.__main__:main"}
    loaded = (
        "import sys, fieldnotes.__main__; print(*(name for name in sys.modules if name.startswith('fieldnotes')))"
    )
    done = subprocess.run([sys.executable, "-c", loaded], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert sorted(done.stdout.split()) == ["fieldnotes", "fieldnotes.__main__"]
