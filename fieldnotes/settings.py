"""The user's settings: `settings.toml` in the data folder, each line documented where it is declared."""

import os
from typing import Annotated, Literal

import msgspec

from fieldnotes.errors import FieldnotesError
from fieldnotes.locations import data_folder
from fieldnotes.text import clean_line


class SettingsFault(FieldnotesError):
    """A settings file that cannot be read."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"The settings in {path} are left aside ({why}), and the defaults hold; mend or remove the file."
        )


class Settings(msgspec.Struct, forbid_unknown_fields=True):
    """What a user can set.

    `observer` signs the observations typed on this machine, best initials.

    `backups = false` turns off the copies that are made of a study's new records whenever it is closed.
    `backup_folder` says where they go, instead of `backups` beside the settings; best another disk.
    `backup_generations` is how many dated copies are told apart, `backup_megabytes` how much room they may take
    together: the oldest are put together first, and the latest copy of a record always stays.

    `letters` are the letters of people in key mode, by role or code, where they are not to be those that their
    place on the roster gives: `letters = { chair = "c", P7 = "z" }`. The keys of acts are the protocol's.

    `theme` is `dark`, `light`, `dim` or `high-contrast`; one that is chosen in the app after that holds.

    `prompt_minutes` is how long after one prompt of the protocol the next comes by itself while the meeting runs;
    0 for none. `offer_ratings = false` has the scales not offered when an item has closed.

    `write_up_hours` is how many hours after the meeting the jottings should be written up: the write-up screen and
    `fieldnotes left` count down from it.

    `keys` are the keys of commands on the capture screen in place of those they come with, by the names that
    `docs/capture.md` lists: under `[keys]`, `next-item = ["f2", "alt+n"]`.
    """

    observer: str = ""
    backups: bool = True
    backup_folder: str = ""
    backup_generations: Annotated[int, msgspec.Meta(ge=1)] = 30
    backup_megabytes: Annotated[int, msgspec.Meta(ge=0)] = 500
    letters: dict[str, Annotated[str, msgspec.Meta(pattern=r"^[^\W\d_]$")]] = {}
    theme: Literal["", "dark", "light", "dim", "high-contrast"] = ""
    prompt_minutes: Annotated[float, msgspec.Meta(ge=0)] = 10
    offer_ratings: bool = True
    write_up_hours: Annotated[float, msgspec.Meta(gt=0)] = 24
    keys: dict[str, str | list[str]] = {}


def settings() -> Settings:
    """The settings of this machine; the defaults where none are written or they cannot be read."""
    return _read()[0]


def settings_fault() -> SettingsFault | None:
    """What is wrong with the settings file, to be told: notes are taken all the same."""
    return _read()[1]


def _read() -> tuple[Settings, SettingsFault | None]:
    path = data_folder() / "settings.toml"
    if not path.exists():
        return Settings(), None
    import tomllib  # 3 ms, wanted where there are settings

    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Settings), None
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        return Settings(), SettingsFault(str(path), str(error))
    except (OSError, UnicodeDecodeError):
        return Settings(), SettingsFault(str(path), "it is no text file that can be opened")


def observer_for(asked: str | None, so_far: list[str]) -> str:
    """Who signs: the one asked for, else `FIELDNOTES_OBSERVER`, the setting, a meeting's only one, the login."""
    chosen = asked or os.environ.get("FIELDNOTES_OBSERVER") or settings().observer
    if chosen := clean_line(chosen).strip(" "):
        return chosen
    return so_far[0] if len(so_far) == 1 else _login()


def _login() -> str:
    import getpass  # wanted where nobody else signs

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "observer"
