"""Putting something else in the place of a name of the standard library."""


def put(owner: object, **names: object) -> None:
    """Replace attributes of a module or class; that is what a hook is, whatever types the originals have."""
    for name, value in names.items():
        setattr(owner, name, value)
