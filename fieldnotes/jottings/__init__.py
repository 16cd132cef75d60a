"""The jotting language: read, write, and say in words what was understood.

`body` reads one line as the room then was; `file` reads and `written` writes whole jottings files.
"""
