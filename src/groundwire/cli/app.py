"""Commands by name, imported when they are called; failures become one line and an exit code."""

from __future__ import annotations

import importlib
import sys

import click

from groundwire import __version__

_COMMANDS = {
    "admin": ("groundwire.cli.admin", "Manage accounts of a local server."),
    "serve": ("groundwire.cli.serve", "Run a local server."),
}


class LazyGroup(click.Group):
    """A group whose commands live in modules that are imported when needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """Return the names of all commands."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  (as above)
        """Import a command; None if there is none of that name."""
        entry = _COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command = importlib.import_module(entry[0]).command
        assert isinstance(command, click.Command)  # each of our modules has one
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  (as above)
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry[1]) for name, entry in sorted(_COMMANDS.items())])


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="groundwire", message="%(prog)s %(version)s")
def cli() -> None:
    """Groundwire: datasets, annotations and training runs, on your platform or on your own machine."""


def run(arguments: list[str]) -> int:  # noqa: PLR0911  (one way out per kind of end)
    """Run one command and return its exit code."""
    try:
        cli.main(arguments, prog_name="groundwire", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        print("Interrupted.", file=sys.stderr)
        return 130
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except BrokenPipeError:
        return 1
    except Exception as error:
        if isinstance(error, ModuleNotFoundError) and not (error.name or "").startswith("groundwire"):
            return _fail(
                f"this command needs {error.name}; install it with: pip install 'groundwire[server]'"
            )
        if not _is_ours(error):
            raise
        return _fail(str(error))
    return 0


def _is_ours(error: Exception) -> bool:
    """Tell whether an error is meant to be read by the user. Our own classes may not even be loaded."""
    from groundwire._core.errors import GroundwireError

    if isinstance(error, GroundwireError):
        return True
    server_errors = sys.modules.get("groundwire.server.errors")
    return server_errors is not None and isinstance(error, server_errors.ServerError)


def _fail(message: str) -> int:
    print(f"Error: {message}", file=sys.stderr)
    return 1
