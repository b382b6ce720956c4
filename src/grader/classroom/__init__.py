"""Grading a class: read what was handed in, grade each attempt in a process of its own, keep every result, sum up."""
