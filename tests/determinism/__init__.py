"""One seed gives the same cases and the same verdicts, wherever it is judged."""
