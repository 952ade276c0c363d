/** All generations of clients at once against one node under load: every session sees what it would see alone. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { keyToBytes } from "@taonet/primitives/bytes"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { decode } from "@taonet/primitives/scale/index"
import { keyOf } from "@taonet/runtime/executive/transactions.testkit"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import { eventually, freePortBase, rpc, type Started, startTaonet } from "taonet/testKit"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { bittensor10, bittensor11, temporaryHome } from "../python-sdk/environments.ts"
import { runScenario } from "../python-sdk/scenario.ts"
import { clientMs, waitForClients } from "../support/deadlines.ts"
import { type Missing, npmEnvironment, run, titleOf } from "../support/environments.ts"
import { amount, startLoad } from "./load.ts"

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
waitForClients()
const client10 = await bittensor10()
const client11 = await bittensor11()
const polkadotjs = await npmEnvironment("polkadotjs", here("../polkadotjs"))
const papi = await npmEnvironment("papi", here("../papi"))

type Seen = Readonly<Record<string, unknown>>

const folder = mkdtempSync(join(tmpdir(), "taonet-together-"))
const homes = [temporaryHome(), temporaryHome()] as const
let node: Started
let port: number
let sessions: { readonly [client: string]: Seen }
let load: Awaited<ReturnType<Awaited<ReturnType<typeof startLoad>>["stop"]>>

beforeAll(async () => {
  port = await freePortBase(23_400, 1)
  node = await startTaonet(["node", "--data-dir", folder, "--port", String(port), "--log-level", "warn"])
  await node.printed("Listening on")
  const url = `ws://127.0.0.1:${port}`
  const running = await startLoad(url)
  const [v10, v11, js, api] = await Promise.all([
    python(client10, "session_v10.py", url, homes[0]),
    python(client11, "session_v11.py", url, homes[1]),
    script(polkadotjs, "../polkadotjs/together.mjs", url),
    script(papi, "../papi/together.mjs", url),
  ])
  load = await running.stop()
  sessions = { v10, v11, js, api }
})
afterAll(async () => {
  await node.stop("SIGKILL")
  for (const home of homes) home.remove()
  rmSync(folder, { recursive: true, force: true })
})

async function python(
  client: Awaited<ReturnType<typeof bittensor10>>,
  name: string,
  url: string,
  { dir, env }: ReturnType<typeof temporaryHome>,
): Promise<Seen> {
  if (!client.ok) return {}
  const args = [url, `${dir}/wallets`]
  const paths = { ...env, PYTHONPATH: here("../python-sdk") }
  const { of } = await runScenario(client.python, `../clients-together/${name}`, args, paths)
  return { reads: of("reads"), transfers: of("transfers"), refused: of("refused") }
}

async function script(client: { readonly ok: true } | Missing, path: string, url: string): Promise<Seen> {
  if (!client.ok) return {}
  const { code, stdout, output } = await run("node", [here(path), url], { timeoutMs: clientMs })
  expect(code, output).toBe(0)
  return JSON.parse(stdout) as Seen
}

/** Of each transfer: it succeeded, took its amount and fee to the rao, and arrived. */
const right = [true, true, true]
const asAlone = { reads: { same: true, info: true }, transfers: [right, right, right] }

describe.each([
  ["Python bittensor 10.5.0", client10, "v10", { ...asAlone, refused: false }],
  ["Python bittensor 11.3.0", client11, "v11", { ...asAlone, refused: false }],
  ["polkadot.js 16.5.6", polkadotjs, "js", asAlone],
  ["polkadot-api 2.1.3", papi, "api", asAlone],
] as const)("%s", (title, client, name, expected) => {
  it.skipIf(!client.ok)(titleOf("sees what it would see alone", client), () => {
    expect(sessions[name], title).toEqual(expected)
  })
})

it("took every transfer of the load meanwhile, and lost none", async () => {
  expect(load.wrong).toEqual([])
  const total = [...load.sent.values()].reduce((sum, count) => sum + count, 0)
  expect(total).toBeGreaterThan(100)
  for (const [uri, count] of load.sent)
    await eventually(async () => ((await nonceOf(keyOf(uri).account)) === count ? true : undefined))
  const { data } = await accountOf(devAccounts.Two)
  expect(data.free - 2000n * 1_000_000_000n).toBe(BigInt(total) * amount)
  expect(node.stderr()).toBe("")
})

async function accountOf(who: Hex) {
  const key = toHex(keyToBytes(system.Account.key(who)))
  const bytes = (await rpc(port, "state_getStorage", [key])) as Hex
  return decode(system.Account.codec, fromHex(bytes))
}
const nonceOf = async (who: Hex): Promise<number> => (await accountOf(who)).nonce
