"""Watch mode: grade again with every save, and keep the last verdict on the screen.

`files` tells what has changed, `worker` is the process that grades and `warm` the other end of its pipes, `watch` has
graded what changed. `state` is what is shown, `pages` puts that into words, `screen` and `lines` put the words on a
terminal, `foreground` lends it to the learner's own program, and `desk` does what is pressed.
"""
