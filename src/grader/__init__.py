"""Grade attempts at the katas: a stage plays an attempt, checks judge its trace, reports say what came out."""
