"""The entry point: `openassay`, or `python -m openassay`."""

import sys


def main() -> None:
    """Run the command line. Asking for the version loads nothing else."""
    if sys.argv[1:] == ["--version"]:
        from openassay import __version__

        sys.stdout.write(f"openassay {__version__}\n")
        return
    from openassay.cli.main import cli

    cli()


if __name__ == "__main__":
    main()
