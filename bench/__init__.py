"""The benchmarks: each module here says in one function what it measures.

    def rows(quick: bool) -> Iterator[Row]

yields one `Row` (bench/row.py) for each figure; `quick` asks for fewer rounds. What is not for measuring itself
(`row`, `__main__`, names that begin with `_`) has no such function. Only ratios within one run count: the two sides
of a row are measured by turns in the same process or, for whole programs, by turns on the same machine.
"""
