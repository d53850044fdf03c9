"""Tests of the planning of tokens."""
