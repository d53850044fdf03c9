"""Texts whose encoding, length and parts the vendor's own vectors tell."""

from __future__ import annotations

VECTORS = [
    ("a" * 160, "GSM_7BIT", 160, 1),
    ("a" * 161, "GSM_7BIT", 161, 2),
    ("a" * 306, "GSM_7BIT", 306, 2),
    ("a" * 307, "GSM_7BIT", 307, 3),
    ("a" * 460, "GSM_7BIT", 460, 4),
    ("€" + "a" * 158, "GSM_7BIT_EX", 160, 1),
    ("€" + "a" * 159, "GSM_7BIT_EX", 161, 2),
    ("\f^{}\\[~]|€" * 8, "GSM_7BIT_EX", 160, 1),
    ("ж" * 70, "UTF16", 70, 1),
    ("ж" * 71, "UTF16", 71, 2),
    ("ж" * 134, "UTF16", 134, 2),
    ("ж" * 135, "UTF16", 135, 3),
    ("😀" * 35, "UTF16", 70, 1),
    ("😀" * 36, "UTF16", 72, 2),
    ("á", "UTF16", 1, 1),
    ("ñ", "GSM_7BIT", 1, 1),
    ("`", "UTF16", 1, 1),
]
"""`(text, encoding, length in units of the encoding, parts)`."""
