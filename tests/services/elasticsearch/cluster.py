"""Runs Elasticsearch on free ports of this machine: one node or three, which form a real cluster.

It is the minimal distribution, which lacks the modules analysis-common (no `danish` analyzer, no
stemmers, no asciifolding), reindex (no _reindex, _update_by_query, _delete_by_query), painless (no
scripts) and rest-root (`GET /` answers 405). It has TLS and security (`secured=True`), with users
from a file only: users and API keys that are made while it runs need analysis-common too.
"""

import json
import os
import shutil
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any

from tests.services.elasticsearch.access import Access
from tests.services.elasticsearch.node import Node, link_home
from tests.services.postgresql import find_free_port
from tests.services.processes import choose_identity
from tests.services.web import WAIT_SECONDS, Answer, ask

START_WITHIN_SECONDS = 240
CHANGE_WITHIN_SECONDS = 120
SETTINGS = {
    "cluster.name": "indgang-tests",
    "cluster.routing.allocation.disk.threshold_enabled": False,
    # A node that is silent is missed after some ten seconds, not after half a minute; a new master
    # waits a shorter time for the silent one before it.
    "cluster.publish.timeout": "10s",
    "cluster.fault_detection.follower_check.timeout": "3s",
    "cluster.fault_detection.leader_check.timeout": "3s",
}


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """A running cluster; nodes are named by their place in `addresses`, from 0.

    `access` is None where anybody may do everything, over plain HTTP.
    """

    folder: Path
    nodes: tuple[Node, ...]
    access: Access | None

    @property
    def addresses(self) -> list[str]:
        """Of all nodes, whether they run or not: as a client has them in its settings."""
        return [node.address for node in self.nodes]

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        sent: Any = None,
        node: int = 0,
        within_seconds: float = WAIT_SECONDS,
    ) -> Answer:
        """A node's answer; a list is sent as lines of JSON, which `_bulk` takes.

        Raises OSError or HTTPException where the node does not answer.
        """
        lines = sent if isinstance(sent, list) else [sent]
        body = None if sent is None else "".join(f"{json.dumps(one)}\n" for one in lines).encode()
        headers = self.access.give_header() if self.access else {}
        return ask(
            urllib.request.Request(  # noqa: S310 - Elasticsearch's own address
                f"{self.addresses[node]}/{path}",
                method=method,
                data=body,
                headers={"Content-Type": "application/json", **headers},
            ),
            *([self.access.give_handler()] if self.access else ()),
            within_seconds=within_seconds,
        )

    def find_master(self) -> int:
        """The node that the others follow, as the first one that runs knows it."""
        asked = next(i for i, node in enumerate(self.nodes) if node.runs and not node.paused)
        (told,) = self.ask("_nodes/_master", node=asked).json["nodes"].values()
        return [node.name for node in self.nodes].index(told["name"])

    # --- waiting

    def wait_until_green(self, *, within_seconds: float = CHANGE_WITHIN_SECONDS) -> None:
        """Waits until every copy of every index is there.

        By then each node that runs knows of the others that run, and of no more.
        """
        self._wait_until("green", within_seconds)

    def wait_until_yellow(self, *, within_seconds: float = CHANGE_WITHIN_SECONDS) -> None:
        """Waits until one copy at least of all data is there, and the nodes know each other."""
        self._wait_until("yellow", within_seconds)

    def _wait_until(self, status: str, within_seconds: float) -> None:
        deadline = time.monotonic() + within_seconds
        waited_for = {i for i, node in enumerate(self.nodes) if node.runs and not node.paused}
        # A master that was paused says at first what was true before, so that one does not do.
        while not all(self._tells(node, status, len(waited_for)) for node in waited_for):
            for node in waited_for:
                self.nodes[node].require_process()
            if time.monotonic() > deadline:
                raise self.nodes[min(waited_for)].describe_failure(f"is not {status}")
            time.sleep(0.2)

    def _tells(self, node: int, status: str, count: int) -> bool:
        asked = f"wait_for_status={status}&wait_for_nodes={count}&timeout=1s&master_timeout=1s"
        try:
            return self.ask(f"_cluster/health?{asked}", node=node, within_seconds=5).status == 200
        except (OSError, HTTPException):
            return False

    # --- what happens to nodes

    def kill(self, node: int) -> None:
        """Ends a node at once (SIGKILL); what it holds stays on its disk."""
        self.nodes[node].kill()

    def restart(self, node: int) -> None:
        """Starts a node anew, after killing it where it runs; does not wait for it."""
        if self.nodes[node].runs:
            self.kill(node)
        self.nodes[node].start()

    def pause(self, node: int) -> None:
        """Lets a node stand still (SIGSTOP): it is connected to, and does not answer."""
        self.nodes[node].pause()

    def resume(self, node: int) -> None:
        self.nodes[node].resume()

    def stop(self) -> None:
        """Ends every node and removes every trace of it; may be called twice."""
        for node in self.nodes:
            if node.runs:
                node.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def start_cluster(home: Path, *, nodes: int = 1, secured: bool = False) -> Cluster:
    """Starts a cluster of the Elasticsearch in `home`, green once this returns; call its `stop`.

    `secured` lets in by password and TLS only, as `access` says, and lets nodes speak TLS too.
    """
    if nodes not in {1, 3}:
        raise ValueError("a cluster has one node or three")
    identity = choose_identity(name="Elasticsearch")
    folder = Path(tempfile.mkdtemp(prefix="indgang-elasticsearch-"))
    access = Access(certificate_file=folder / "certificate.pem") if secured else None
    cluster = Cluster(
        folder=folder,
        access=access,
        nodes=tuple(
            Node(
                name=f"node-{number}",
                home=folder / "program",
                folder=folder / f"node-{number}",
                port=find_free_port(),
                settings={**SETTINGS, **settings},
                access=access,
                identity=identity,
            )
            for number, settings in enumerate(_describe_discovery(nodes))
        ),
    )
    try:
        if identity:
            os.chown(folder, identity["user"], identity["group"])
        if access:
            access.certificate_file.write_text(access.keys.certificate)
        link_home(home.resolve(), folder / "program")
        for node in cluster.nodes:
            node.write_files()
            node.start()
        cluster.wait_until_green(within_seconds=START_WITHIN_SECONDS)
    except BaseException:
        cluster.stop()
        raise
    return cluster


def _describe_discovery(nodes: int) -> list[dict[str, Any]]:
    """How each node finds the others, at a port of its own."""
    ports = [find_free_port() for _ in range(nodes)]
    if nodes == 1:
        return [{"discovery.type": "single-node", "transport.port": ports[0]}]
    seeds = {
        "discovery.seed_hosts": [f"127.0.0.1:{port}" for port in ports],
        "cluster.initial_master_nodes": [f"node-{number}" for number in range(nodes)],
    }
    return [{**seeds, "transport.port": port} for port in ports]
