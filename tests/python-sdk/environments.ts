/** The published Python clients, each in an environment of its own: their codecs exclude one another. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pythonEnvironment } from "../support/environments.ts"

/** The SDK on a Rust core, with its own `btcli`. */
export const bittensor11 = () =>
  pythonEnvironment("bittensor-11", ["bittensor==11.3.0", "bittensor-core==0.1.5"])

/** The SDK on async-substrate-interface. */
export const bittensor10 = () =>
  pythonEnvironment("bittensor-10", [
    "bittensor==10.5.0",
    "async-substrate-interface==2.2.1",
    "bittensor-wallet==4.1.1",
    "cyscale==0.5.0",
  ])

/** The `btcli` that goes with the 10.x SDK. */
export const btcli9 = () =>
  pythonEnvironment("btcli-9", [
    "bittensor-cli==9.23.2",
    "async-substrate-interface==2.2.1",
    "bittensor-wallet==4.1.0",
    "cyscale==0.5.0",
  ])

export interface Home {
  readonly dir: string
  /** Holds the clients to this folder and to loopback, whatever they would fetch or keep in a real home. */
  readonly env: Readonly<Record<string, string>>
  remove(): void
}

/** Nothing listens there: what a client asks of the internet fails at once instead of after its time-out. */
const nowhere = "http://127.0.0.1:9"

/** A home folder for one chain: the clients cache metadata and block hashes by URL and genesis. */
export function temporaryHome(): Home {
  const dir = mkdtempSync(join(tmpdir(), "taonet-python-"))
  const proxies = { HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere, http_proxy: nowhere, https_proxy: nowhere }
  const env = { ...proxies, NO_PROXY: "127.0.0.1", no_proxy: "127.0.0.1", HOME: dir, COLUMNS: "20000" }
  return {
    dir,
    env: { ...env, NO_COLOR: "1", PYTHONDONTWRITEBYTECODE: "1" },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  }
}
