"""The stage: runs beside the attempt in a child process, under virtual time.

Nothing in here may import anything of the project but `grader.stage` and `grader.wire`, nor anything outside the
standard library, and the parent never imports it.
"""
