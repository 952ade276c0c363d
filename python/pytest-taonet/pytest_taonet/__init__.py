"""A fresh Bittensor chain for every test."""

from .chain import Taonet, TaonetError
from .process import TaonetNode, find_command

__all__ = ["Taonet", "TaonetError", "TaonetNode", "find_command"]
