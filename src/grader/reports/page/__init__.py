"""What the page is made of: what it shows, as plain records, and the template, style and script that show it.

`model` turns a verdict into records; the other modules each make one part of them. Nothing here writes HTML: that is
the template's job, which escapes whatever it is given.
"""
