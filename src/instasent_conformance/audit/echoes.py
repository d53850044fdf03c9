"""Secrets that an answer gives away."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..exchange import Response
from ..tokens import Token

_MEMBER = re.compile(r'"(?:token|secret)"\s*:\s*"([A-Za-z0-9_-]{16,})"')


class Echoes:
    """Reads answers for the secrets of the inventory, and for those of strangers."""

    def __init__(self, tokens: Sequence[Token], reader: Token) -> None:
        self._aliases = {token.secret: token.alias for token in tokens if token.secret}
        self._reader = reader
        self._found: dict[str, None] = {}

    @property
    def found(self) -> tuple[str, ...]:
        """What was given away, once each, without the secrets themselves."""
        return tuple(self._found)

    def read(self, endpoint: str, answer: Response) -> None:
        """Note what an answer gives away."""
        for secret in set(_MEMBER.findall(answer.text)) | self._known_in(answer.text):
            alias = self._aliases.get(secret)
            whose = "a token that is not in the inventory"
            if alias is not None:
                whose = "itself" if secret == self._reader.secret else alias
            self._found[f"{endpoint} shows the secret of {whose}"] = None

    def _known_in(self, text: str) -> set[str]:
        return {secret for secret in self._aliases if secret in text}
