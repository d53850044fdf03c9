"""A conformance suite for the Instasent Product API, independent of the vendor."""

__version__ = "0.1.0"
