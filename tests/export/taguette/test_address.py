"""An address as it is pasted: where, by which token, into which project."""

import pytest

from fieldnotes.export.taguette.address import Address, NoAddress, address


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("http://localhost:7465/?token=ab12", Address("http://localhost:7465", "ab12")),
        (" https://tag.example.org/base/ ", Address("https://tag.example.org/base")),
        ("https://tag.example.org/base/project/12", Address("https://tag.example.org/base", "", 12)),
        ("http://[::1]:80/project/3/document/9?x=1", Address("http://[::1]:80", "", 3)),
    ],
)
def test_what_is_in_it(words: str, found: Address) -> None:
    assert address(words) == found


@pytest.mark.parametrize(
    ("base", "here", "is_open"),
    [
        ("http://localhost:7465", True, False),
        ("http://127.8.0.1", True, False),
        ("http://[::1]:80", True, False),
        ("http://tag.example.org", False, True),
        ("https://tag.example.org", False, False),
        ("http://localhost.example.org", False, True),
    ],
)
def test_who_can_read_what_is_sent(base: str, here: bool, is_open: bool) -> None:
    assert (Address(base).is_here, Address(base).is_open) == (here, is_open)


def test_a_secret_in_a_wrong_address_is_not_said() -> None:
    with pytest.raises(NoAddress) as refused:
        address("https://kc:secret@tag.example.org/?token=hidden")
    assert "secret" not in str(refused.value)
    assert "hidden" not in str(refused.value)
