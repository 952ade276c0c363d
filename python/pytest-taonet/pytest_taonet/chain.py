"""Everything that a development chain does for a test."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

from . import sdk
from .rpc import TaonetError, request

__all__ = ["Taonet", "TaonetError"]

RAO = 1_000_000_000
# Mining to a far block takes its time.
TIMEOUT_SECONDS = 300.0
NAME = re.compile(r"[A-Za-z0-9_.-]{1,40}")


class Taonet:
    """A chain under test. Accounts are addresses, hex, or names: `"Bob"` is `//Bob`."""

    def __init__(self, url: str, wallets: str):
        self.url = url
        self._wallets = wallets
        self._impersonated: set[str] = set()

    def _begin(self, start: str) -> None:
        """As before the first test. A revert leaves what belongs to the session: faults, and whose signature is not looked at."""
        self.set_faults()
        self.auto_impersonate(False)
        for address in list(self._impersonated):
            self.stop_impersonating(address)
        self.revert(start)

    # Keys

    def keypair(self, name: str) -> Any:
        """The key `//name`, of the kind that the installed `bittensor` has."""
        return sdk.keypair(f"//{name}")

    def address(self, who: str) -> str:
        """Of a name; an address or hex stays as it is."""
        is_name = NAME.fullmatch(who) and not who.startswith("0x")
        return self.keypair(who).ss58_address if is_name else who

    def wallet(self, name: str) -> Any:
        """Coldkey `//name`, hotkey `//name_hk`."""
        return sdk.wallet(name, self._wallets)

    # Blocks and time

    def rpc(self, method: str, *params: Any) -> Any:
        """Any JSON-RPC method."""
        return request(self.url, method, list(params), TIMEOUT_SECONDS)

    @property
    def block(self) -> int:
        return int(self.rpc("chain_getHeader")["number"], 16)

    @property
    def head(self) -> str:
        """The hash of the last block."""
        return self.rpc("chain_getBlockHash")

    def mine(self, count: int = 1) -> None:
        self.rpc("dev_newBlock", {"count": count})

    def mine_to(self, block: int) -> None:
        self.rpc("dev_newBlock", {"to": block})

    def mine_to_epoch(self, netuid: int, epochs: int = 1) -> int:
        """Until so many epochs of the subnet have run. Returns the block."""
        return self.rpc("dev_mineToEpoch", netuid, epochs)["number"]

    def mine_to_immunity_end(self, netuid: int, uid: int) -> int:
        return self.rpc("dev_mineToImmunityEnd", netuid, uid)["number"]

    def mine_to_lock_maturity(self, coldkey: str, netuid: int) -> int:
        return self.rpc("dev_mineToLockMaturity", self.address(coldkey), netuid)["number"]

    def mine_to_round(self, round: int) -> int:
        """Until the pulse of this drand round is on chain."""
        return self.rpc("dev_mineToRound", round)["number"]

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(self.rpc("dev_now") / 1000, timezone.utc)

    def time_travel(self, to: datetime | str) -> None:
        """A datetime without a zone is taken as UTC."""
        if isinstance(to, datetime):
            to = (to if to.tzinfo else to.replace(tzinfo=timezone.utc)).isoformat()
        self.rpc("dev_timeTravel", to)

    def increase_time(self, seconds: float) -> None:
        self.rpc("dev_increaseTime", round(seconds * 1000))

    def seal(self, mode: str | float) -> None:
        """`"instant"`, `"manual"`, or seconds between blocks."""
        self.rpc("dev_setSealing", mode if isinstance(mode, str) else {"interval": round(mode * 1000)})

    # State

    def set_balance(self, who: str, *, tao: int | float | str | Decimal | None = None, rao: int | None = None) -> None:
        """Either amount. Decimals of TAO are exact as text."""
        if (tao is None) == (rao is None):
            raise TypeError("either tao or rao is needed")
        amount = rao if rao is not None else int(Decimal(str(tao)) * RAO)
        self.rpc("dev_setBalance", self.address(who), str(amount))

    def set_storage(self, pallet: str, item: str, value: Any, *keys: Any) -> None:
        """A storage value, or with keys an entry of a map. None deletes."""
        written = [[list(keys), value]] if keys else value
        self.rpc("dev_setStorage", {pallet: {item: written}})

    def snapshot(self) -> str:
        return self.rpc("dev_snapshot")

    def revert(self, snapshot: str) -> None:
        """Snapshots stay good; one can be gone back to again."""
        self.rpc("dev_revert", snapshot)

    def drop_snapshot(self, snapshot: str) -> None:
        self.rpc("dev_dropSnapshot", snapshot)

    def dump(self) -> bytes:
        return bytes.fromhex(self.rpc("dev_dump")[2:])

    def load(self, state: bytes) -> None:
        self.rpc("dev_load", f"0x{state.hex()}")

    def storage_diff(self, block_hash: str | None = None) -> list[dict[str, Any]]:
        """What a recent block changed; the last one without a hash."""
        return self.rpc("dev_getStorageDiff", block_hash)

    # Acting for others

    def call(self, origin: str, pallet: str, call: str, **args: Any) -> dict[str, Any]:
        """Makes a block with this call of anybody's (`"root"` is the sudo key). Says `ok`, `error`, `events` and `fee`."""
        return self.rpc("dev_call", self._origin(origin), {"pallet": pallet, "call": call, "args": args})

    def dry_run(self, origin: str, pallet: str, call: str, **args: Any) -> dict[str, Any]:
        """The same, and nothing is kept; with `storageDiff`."""
        input = {"pallet": pallet, "call": call, "args": args}
        return self.rpc("dev_dryRun", {"call": input, "origin": self._origin(origin)})

    def _origin(self, origin: str) -> str:
        return origin if origin == "root" else self.address(origin)

    def impersonate(self, who: str) -> None:
        self.rpc("dev_impersonate", self.address(who))
        self._impersonated.add(self.address(who))

    def stop_impersonating(self, who: str) -> None:
        self._impersonated.discard(self.address(who))
        self.rpc("dev_stopImpersonating", self.address(who))

    def auto_impersonate(self, on: bool = True) -> None:
        self.rpc("dev_autoImpersonate", on)

    def set_faults(self, **faults: Any) -> None:
        """What clients on the wire meet from now on; without arguments, none."""
        self.rpc("dev_setFaults", faults)
