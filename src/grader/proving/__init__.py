"""`course`: prove that every kata of the repository is whole, right and said in every language.

A proof is a function that goes through what is wrong; nothing at all means that it holds. `files`, `stubs` and `texts`
read only; `attempts` grades, in several processes.
"""
