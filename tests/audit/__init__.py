"""Tests of the token audit."""
