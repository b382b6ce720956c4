"""Bundles: the grader packed for another service that runs it, and what runs there."""
