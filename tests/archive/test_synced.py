"""Folders that sync tools and networks keep, by the paths of every system."""

from pathlib import PurePath, PurePosixPath, PureWindowsPath

import pytest

from fieldnotes.archive.synced import Mount, kept_by, read_mounts, warning

W, P = PureWindowsPath, PurePosixPath
MOUNTS = [
    Mount("/", "ext4"),
    Mount("/mnt/share", "cifs"),
    Mount("/mnt/share/disk", "ext4"),
    Mount("/srv/a b", "nfs4"),
    Mount("/far", "fuse.sshfs"),
]


@pytest.mark.parametrize(
    ("path", "keeper"),
    [
        (W(r"C:\U\kc\OneDrive\studies\diabetes"), "OneDrive"),
        (W(r"C:\U\kc\OneDrive - University of Leeds\diabetes"), "OneDrive"),
        (W(r"C:\u\KC\dropbox\diabetes"), "Dropbox"),
        (W(r"C:\U\kc\Dropbox (Personal)\diabetes"), "Dropbox"),
        (W(r"G:\My Drive\diabetes"), "Google Drive"),
        (W(r"C:\U\kc\iCloudDrive\diabetes"), "iCloud Drive"),
        (W(r"D:\Work Cloud\diabetes"), "OneDrive"),
        (W(r"\\server\projects\diabetes"), "a network share"),
        (W(r"\\?\UNC\server\projects\diabetes"), "a network share"),
        (W(r"\\?\C:\studies\diabetes"), ""),
        (W(r"C:\studies\diabetes"), ""),
        (W(r"D:\Work Cloudy\diabetes"), ""),
        (P("/U/kc/Library/Mobile Documents/com~apple~CloudDocs/diabetes"), "iCloud Drive"),
        (P("/U/kc/Library/CloudStorage/OneDrive-Leeds/diabetes"), "OneDrive"),
        (P("/U/kc/Library/CloudStorage/Dropbox-Leeds/diabetes"), "Dropbox"),
        (P("/U/kc/Library/CloudStorage/GoogleDrive-kc@example.org/My Drive/x"), "Google Drive"),
        (P("/U/kc/Documents/diabetes"), ""),
        (P("/h/kc/Dropbox/diabetes"), "Dropbox"),
        (P("/h/kc/dropboxes/diabetes"), ""),
        (P("/mnt/share/diabetes"), "a network share"),
        (P("/mnt/share/disk/diabetes"), ""),
        (P("/mnt/shared/diabetes"), ""),
        (P("/srv/a b/diabetes"), "a network share"),
        (P("/far/diabetes"), "a network share"),
    ],
)
def test_who_keeps_a_folder(path: PurePath, keeper: str) -> None:
    assert kept_by(path, {"OneDriveCommercial": r"D:\Work Cloud"}, MOUNTS) == keeper


def test_the_mounts_of_linux() -> None:
    table = "/dev/sda1 / ext4 rw 0 0\nserver:/x /srv/a\\040b nfs4 rw 0 0\n\nodd\n"
    assert read_mounts(table) == [Mount("/", "ext4"), Mount("/srv/a b", "nfs4")]


def test_the_sentence_proposes_a_place() -> None:
    said = warning(P("/x/Dropbox/s"), "Dropbox", P("/h/kc/fieldnotes/s"))
    assert "nothing is lost" in said
    assert "/h/kc/fieldnotes/s" in said
