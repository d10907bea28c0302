"""The version, as a constant: asking the installation for it costs 40 ms."""

__version__ = "0.1.0"
