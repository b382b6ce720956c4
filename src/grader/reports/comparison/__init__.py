"""The reports of a comparison: one module per format, each with a pure function `render` to a string."""

FORMATS = ("terminal", "html")
