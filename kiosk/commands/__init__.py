"""The command line, one module for each family of commands.

A command reads its words, calls one room of the help point and says what happened. Names of
commands and options stay as they are: schools script them. What takes long to import is imported
inside the command that needs it.
"""
