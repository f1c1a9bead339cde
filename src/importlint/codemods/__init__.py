"""Codemods: a project and its findings in, a planned change out. None writes a file, starts a process or prints.

A codemod is one module with `plan(project, findings, options) -> ChangeSet`, loaded when it is asked for. The findings
are those that `--rule` and PATHS chose. What cannot be decided is left alone and becomes a note of the change.
"""
