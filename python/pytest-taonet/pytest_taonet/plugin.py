"""The fixtures and options."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterator

import pytest

from . import sdk
from .chain import Taonet
from .process import NodeNotStarted, TaonetNode, find_command

OPTIONS = {
    "scenario": ("the network that every test begins with: a YAML file, or a ready one such as one-subnet", ""),
    "block-time": ("instant, manual, or milliseconds between blocks", "instant"),
    "url": ("use the development chain at this URL (ws://…) instead of starting one", ""),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("taonet", "Bittensor chains for tests")
    for name, (help, default) in OPTIONS.items():
        group.addoption(f"--taonet-{name}", default=None, help=f"{help} (default: {default or 'none'})")
        parser.addini(_ini(name), help, default=default)


def _ini(name: str) -> str:
    return f"taonet_{name.replace('-', '_')}"


def _option(config: pytest.Config, name: str) -> str:
    given = config.getoption(f"--taonet-{name}")
    return str(given if given is not None else config.getini(_ini(name)))


@pytest.fixture(scope="session")
def taonet_node(pytestconfig: pytest.Config) -> Iterator[TaonetNode]:
    """The process, once for a session."""
    arguments = ["--block-time", _option(pytestconfig, "block-time")]
    scenario = _option(pytestconfig, "scenario")
    if scenario:
        here = pytestconfig.rootpath / scenario
        arguments += ["--scenario", str(here) if here.exists() else scenario]
    node, why = _started(pytestconfig.rootpath, arguments)
    if node is None:
        pytest.fail(why, pytrace=False)
    yield node
    node.stop()


def _started(folder: Path, arguments: list[str]) -> tuple[TaonetNode | None, str]:
    try:
        return TaonetNode(find_command(folder), arguments), ""
    except NodeNotStarted as error:
        return None, str(error)


@pytest.fixture(scope="session")
def _taonet_chain(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The chain and the point that every test begins at."""
    url = _option(request.config, "url") or request.getfixturevalue("taonet_node").url
    chain = Taonet(url, str(Path(tmp_path_factory.mktemp("wallets"))))
    start = chain.snapshot()
    yield chain, start
    # One that goes on after this session is left as it was.
    if _option(request.config, "url"):
        chain.revert(start)
        chain.drop_snapshot(start)


@pytest.fixture
def taonet(_taonet_chain: Any) -> Taonet:
    """A chain as fresh as the first."""
    chain, start = _taonet_chain
    chain._begin(start)
    return chain


@pytest.fixture(scope="session")
def _taonet_clients(_taonet_chain: Any) -> Iterator[sdk.Clients]:
    clients = sdk.Clients(_taonet_chain[0].url)
    yield clients
    clients.close()


@pytest.fixture
def taonet_sdk(taonet: Taonet, _taonet_clients: sdk.Clients) -> Any:
    """A `bittensor.Subtensor` on the test's chain."""
    return _taonet_clients.fresh()


@pytest.fixture
def subtensor(taonet_sdk: Any) -> Any:
    """The same by the name that people look for."""
    return taonet_sdk
