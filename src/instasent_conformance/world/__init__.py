"""What a run creates for itself on a target, and what it learns there."""

from .model import Datasource, Planted, member
from .opening import open_world
from .owned import World

__all__ = ["Datasource", "Planted", "World", "member", "open_world"]
