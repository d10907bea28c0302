"""One file a command, named like it; the folder is the registry.

A command is a module with `HELP`, its help in both languages, and `command`, the function that typer calls.
"""
