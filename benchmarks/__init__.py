"""How fast, how frugal and how accurate planlint is: `python -m benchmarks` and `python -m benchmarks.accuracy`."""
