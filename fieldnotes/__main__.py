"""`python -m fieldnotes`, and the console script: as little as can be before an interrupt is no traceback."""


def main() -> None:
    """Run the command line."""
    try:
        from fieldnotes.cli import main as called  # 20 ms, in which Ctrl+C may come

        called()
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
