"""The entry point: `openassay`, or `python -m openassay`."""

import sys


def main() -> None:
    """Run the command line. Asking for the version loads nothing else."""
    if sys.argv[1:] == ["--version"]:
        from openassay import __version__

        sys.stdout.write(f"openassay {__version__}\n")
        return
    try:
        from openassay.cli.main import cli

        cli()
    except KeyboardInterrupt:  # before the command line could take care of it
        sys.stderr.write("interrupted\n")
        sys.exit(130)


if __name__ == "__main__":
    if not sys.flags.safe_path:
        # `python -m` looks for modules in the current folder first. That may be a release: nothing is imported from there.
        del sys.path[0]
    main()
