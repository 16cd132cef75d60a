"""Keys in a real terminal: batches, pastes, bad bytes, characters that are not printable to everybody."""

from pathlib import Path

from tests.tui.screens import Screen


def test_lines_in_one_batch_stay_whole_and_in_order(screen: Screen) -> None:
    lines = [f"line {n} of a batch, unpaced" for n in range(60)]
    screen.send("".join(line + "\r" for line in lines))
    screen.wait_texts(lines)
    screen.leave()


def test_a_command_key_keeps_its_place_among_lines(screen: Screen) -> None:
    screen.send("before\r\x1bOQafter\r\x1b[12~\r" + "last\r")
    screen.wait_until(lambda: len(screen.kept()) == 5, "five records")
    kinds = [(entry["kind"], entry["text"]) for entry in screen.kept()]
    assert [kind for kind, _ in kinds] == ["note", "item", "note", "item", "note"]
    screen.leave()


def test_leaving_at_the_end_of_a_batch_loses_no_line(screen: Screen) -> None:
    lines = [f"line {n}" for n in range(40)]
    screen.send("".join(line + "\r" for line in lines) + "\x11")
    assert screen.wait_end() == 0
    assert screen.texts() == lines


def test_every_pasted_line_is_a_jotting_and_the_rest_stays(screen: Screen) -> None:
    screen.send("typed, \x1b[200~pasted\rsecond line\r\nthird\n\nrest\x1b[201~ and more")
    screen.wait_texts(["typed, pasted", "second line", "third"])
    screen.send("\r")
    screen.wait_texts(["typed, pasted", "second line", "third", "rest and more"])
    screen.leave()


def test_an_escape_inside_a_paste_is_no_key(screen: Screen) -> None:
    screen.send("\x1b[200~red \x1b[31mink\x1b[0m, and \x1b\rnext\r\x1b[201~")
    screen.wait_texts(["red \ufffd[31mink\ufffd[0m, and \ufffd", "next"])
    screen.leave()


def test_bytes_that_are_not_utf_8_end_nothing(screen: Screen) -> None:
    screen.send(b"caf\xe9 \xff\xfe ok\r")
    screen.wait_texts(["caf\ufffd \ufffd\ufffd ok"])
    screen.leave()


def test_characters_that_python_calls_unprintable_are_kept(screen: Screen) -> None:
    text = "no\u00a0break 👩\u200d⚕️ \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \ue000 \u3000x"
    screen.send(text + "\r\x1b[200~" + text + "\r\x1b[201~")
    screen.wait_texts([text, text])
    screen.leave()


def test_a_phrase_from_an_input_method_is_kept(screen: Screen) -> None:
    screen.send("日本語の長い文章です\r")
    screen.wait_texts(["日本語の長い文章です"])
    screen.leave()


def test_brackets_and_escapes_are_text_everywhere(screen: Screen) -> None:
    lines = ["[/] and [red]x[/red] a[0]", "[@click=app.quit]leave[/]", "P1: [/nonsense]", "\u202eover\u202c"]
    screen.send("/item [/] [b]title\r" + "".join(line + "\r" for line in lines))
    screen.wait_texts([line.removeprefix("P1: ") for line in lines])
    screen.wait_shown("[U+202E]over")
    assert "\u202e".encode() not in screen.written
    screen.leave()


def test_focus_reports_disturb_no_line(screen: Screen) -> None:
    screen.send("one\x1b[O two\x1b[I three\r\x1b[Ofour\r")
    screen.wait_texts(["one two three", "four"])
    screen.leave()


def test_a_stalling_program_keeps_lines_whole(tmp_path: Path) -> None:
    lines = [f"stalled {n} words" for n in range(8)]
    with Screen(tmp_path, "--stall") as screen:
        for line in lines:
            screen.type_slowly(line + "\r", 0.02)
        screen.wait_texts(lines)
        screen.leave()


def test_tabs_inside_fast_bytes_lose_nothing(screen: Screen) -> None:
    rows = [f"P3>ch\tcell {n}\t#eng\tend" for n in range(30)]
    screen.send("".join(row + "\r" for row in rows))
    screen.wait_texts([f"P3>ch cell {n} end" for n in range(30)])
    screen.leave()


def test_a_tab_that_is_pressed_completes(screen: Screen) -> None:
    screen.send("P3>ch")
    screen.wait_shown("P1 chair")
    for typed, shown in (("\t", "P3>P1"), ("\t", "P3>P2"), (" chal", "P3>P2 chal"), ("\t", "P3>P2 challenge")):
        screen.read_on(0.1)
        screen.send(typed)
        screen.wait_shown(f"› {shown}")
    screen.read_on(0.1)
    screen.send(": beds\r")
    screen.wait_texts(["beds"])
    assert screen.kept()[-1]["actor"] == "P3"
    screen.leave()


def test_alt_with_an_arrow_moves_the_time_however_it_is_sent(screen: Screen) -> None:
    screen.send("x\x1b[1;3A\x1b\x1b[A\x1b\x1bOA\x1b\x1b[B")
    screen.wait_until(lambda: screen.composer().startswith("@"), "a time set by hand")
    screen.send("\r")
    screen.wait_texts(["x"])
    screen.leave()
