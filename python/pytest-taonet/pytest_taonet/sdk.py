"""What differs between the generations of the `bittensor` package: keys, wallets and clients."""

from __future__ import annotations

from functools import lru_cache
from types import SimpleNamespace
from typing import Any


@lru_cache(maxsize=1)
def generation() -> int:
    """10 or 11."""
    import bittensor

    return int(bittensor.__version__.split(".")[0])


@lru_cache(maxsize=4096)
def keypair(uri: str) -> Any:
    if generation() >= 11:
        from bittensor.sp_core import Keypair
    else:
        from bittensor_wallet import Keypair
    return Keypair.create_from_uri(uri)


def wallet(name: str, folder: str) -> Any:
    """Coldkey `//name` and hotkey `//name_hk`, without a password."""
    cold, hot = keypair(f"//{name}"), keypair(f"//{name}_hk")
    if generation() >= 11:
        return SimpleNamespace(coldkey=cold, coldkeypub=cold, hotkey=hot, hotkeypub=hot)
    from bittensor_wallet import Wallet

    made = Wallet(name=name, hotkey="default", path=folder)
    made.set_coldkey(cold, encrypt=False, overwrite=True)
    made.set_coldkeypub(cold, encrypt=False, overwrite=True)
    made.set_hotkey(hot, encrypt=False, overwrite=True)
    return made


def connect(url: str) -> Any:
    import bittensor

    if generation() >= 11:
        return bittensor.Subtensor(url, fallback_endpoints=[], archive_endpoints=[])
    return bittensor.Subtensor(network=url)


class Clients:
    """Gives each test a client that knows nothing of the blocks of the test before."""

    def __init__(self, url: str):
        self._url = url
        self._kept: Any = None

    def fresh(self) -> Any:
        # A client of 11 is made in 10 ms. One of 10 reads the metadata for a second: it is kept, and forgets its blocks.
        if generation() >= 11 or self._kept is None or not _forget(self._kept.substrate):
            self.close()
            self._kept = connect(self._url)
        return self._kept

    def close(self) -> None:
        if self._kept is not None:
            self._kept.close()
            self._kept = None


def _forget(substrate: Any) -> bool:
    """Clears what a client of 10 remembers of blocks. False where it is not as known here, or its connection is closed."""
    try:
        cache = substrate.runtime_cache
        for name in ("blocks", "blocks_reverse", "block_hashes"):
            setattr(cache, name, type(getattr(cache, name))(max_size=512))
        for method in vars(type(substrate)).values():
            if hasattr(method, "cache_clear"):
                method.cache_clear()
        substrate.last_block_hash = None
        substrate.get_chain_head()
        return True
    except Exception:
        return False
