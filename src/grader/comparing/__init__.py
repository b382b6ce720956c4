"""Two attempts, or an attempt and the reference, held against each other: what each did, and where they part.

What matters is not defined here but where the contract is, in the checks. `playing` plays all scenarios, `judging` asks
each check what it finds in each of them, `traits` makes behaviours of that and of what was measured, `technique` adds
what no check asks for, `behaviour` holds two of them against each other, `parting` finds the moment, `pair` makes it a
kata's comparison, and `between` that of all katas.
"""
