"""The command line: reads options, calls the pipeline, prints, sets the exit code. Nothing else prints.

Heavy imports stand inside the commands, so that `planforge --help` stays quick.
"""

from __future__ import annotations

from typing import Any

import click

from planforge import __version__

# command -> (module, attribute): imported when the command is used or its help is shown
COMMANDS = {
    "new": ("planforge.cli.files", "new"),
    "check": ("planforge.cli.files", "check"),
    "assess": ("planforge.cli.assessing", "assess"),
    "plan": ("planforge.cli.making", "plan"),
    "send": ("planforge.cli.sending", "send"),
    "show": ("planforge.cli.reading", "show"),
    "explain": ("planforge.cli.reading", "explain"),
    "library": ("planforge.cli.content", "library"),
    "templates": ("planforge.cli.content", "templates"),
    "schema": ("planforge.cli.content", "schema"),
}


class LazyGroup(click.Group):
    """A group that imports a command's module only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        import importlib

        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name]
        command: Any = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with "did you mean" for a slip of the finger."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as slip:
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=1) if args else []
            if near:
                raise click.UsageError(f"{slip.format_message()} Did you mean '{near[0]}'?", ctx) from None
            raise


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="planforge")
def main() -> None:
    """Run schedules and side-specific strength and breathing work, from one athlete file.

    ATHLETE is a path, an id in athletes/, or a folder of athlete files.
    """


def run() -> None:
    """The program's entry: as `main`, and one sentence where standard output cannot take the text."""
    import sys

    try:
        main()
    except OSError as error:
        if error.filename is not None:  # a file, not the stream: a bug that must not be hidden
            raise
        click.echo(f"planforge: {error.strerror}", err=True)
        sys.exit(1)
