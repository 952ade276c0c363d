import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type Hex, toHex } from "@taonet/primitives/hex"
import {
  createTransactionChain,
  keyOf,
  signTransaction,
} from "@taonet/runtime/executive/transactions.testkit"
import { calls as balances } from "@taonet/runtime/pallets/balances/schema"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import { afterEach, beforeEach, expect, it } from "vitest"
import { eventually, freePortBase, rpc, runTaonet, type Started, startTaonet } from "../testKit.ts"

let folder: string
const running: Started[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "taonet-node-"))
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((started) => started.stop("SIGKILL")))
  rmSync(folder, { recursive: true, force: true })
})

async function node(port: number, ...args: string[]): Promise<Started> {
  const started = await startTaonet(["node", "--data-dir", folder, "--port", String(port), ...args])
  running.push(started)
  await started.printed("Listening on")
  return started
}

const { state } = createTransactionChain()
function transfer(nonce: number, genesisHash: unknown): string {
  const dest = { type: "Id", value: devAccounts.Eve } as const
  const call = balances.transfer_keep_alive.make({ dest, value: 1_000_000n })
  return toHex(signTransaction(state, keyOf("//Bob"), call, { nonce, genesisHash: genesisHash as Hex }))
}

it("serves strangers, supervisors and Prometheus, and keeps what is pending when it is killed", async () => {
  const port = await freePortBase(22_500, 2)
  const flags = ["--log", "json", "--prometheus-port", String(port + 1), "--pruning", "archive"]
  const first = await node(port, ...flags)
  const genesis = await eventually(() => rpc(port, "chain_getBlockHash", [0]))
  const get = (path: string, at = port) => fetch(`http://127.0.0.1:${at}${path}`)
  expect(await (await get("/health")).json()).toEqual({ peers: 0, isSyncing: false, shouldHavePeers: false })
  expect((await get("/ready")).status).toBe(200)
  expect(await rpc(port, "dev_newBlock")).toBeUndefined()
  const { methods } = (await rpc(port, "rpc_methods")) as { methods: string[] }
  expect(methods.filter((name) => /^(dev|engine)_/.test(name))).toEqual([])

  // The first block is an empty one, however soon a transaction could have come.
  await eventually(async () => (await rpc(port, "chain_getBlockHash", [1])) ?? undefined)
  // One is included; two wait for a nonce that never came.
  for (const nonce of [0, 2, 3])
    expect(await rpc(port, "author_submitExtrinsic", [transfer(nonce, genesis)])).toMatch(/^0x/)
  const metrics = async () => (await get("/metrics", port + 1)).text()
  await eventually(async () =>
    /^taonet_transactions_included\{chain="bittensor"\} 1$/m.test(await metrics()) ? true : undefined,
  )
  expect(await metrics()).toMatch(/^taonet_future_transactions_number\{chain="bittensor"\} 2$/m)
  expect(await metrics()).toMatch(/^substrate_block_height\{status="finalized",chain="bittensor"\} [1-9]/m)
  await first.stop("SIGKILL")
  const lines = first
    .stderr()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as object)
  expect(lines).toContainEqual(expect.objectContaining({ name: "node", message: "Started", genesis }))
  expect(lines).toContainEqual(expect.objectContaining({ event: "info", number: 1, transactions: 0 }))

  const second = await node(port, ...flags)
  await eventually(async () =>
    /^taonet_future_transactions_number\{chain="bittensor"\} 2$/m.test(await metrics()) ? true : undefined,
  )
  expect(await rpc(port, "author_submitExtrinsic", [transfer(1, genesis)])).toMatch(/^0x/)
  await eventually(async () =>
    (await rpc(port, "account_nextIndex", [keyOf("//Bob").account])) === 4 &&
    /^taonet_transactions_included\{chain="bittensor"\} 3$/m.test(await metrics())
      ? true
      : undefined,
  )
  expect((await second.stop("SIGTERM")).code).toBe(0)
  expect(existsSync(join(folder, "pending-transactions"))).toBe(false)
})

it.each<[string[], string]>([
  [[], "required option '--data-dir <folder>' not specified"],
  [["--data-dir", "x", "--rpc-methods", "some"], "Allowed choices are safe, unsafe, auto"],
  [["--data-dir", "x", "--rpc-cors", "wallet"], '"wallet" is no origin'],
  [["--data-dir", "x", "--pruning", "0"], "at least 1 is needed"],
  [["--data-dir", "/nowhere/x", "--rpc-tls-cert", "/nowhere.pem"], "belong together"],
  [
    ["--data-dir", "/nowhere/x", "--rpc-tls-cert", "/nowhere.pem", "--rpc-tls-key", "/nowhere.pem"],
    "the TLS certificate /nowhere.pem cannot be read: ENOENT",
  ],
])("taonet node %j: says what is wrong in one line", async (args, message) => {
  const { code, stderr } = await runTaonet(["node", ...args])
  expect(stderr).toContain(message)
  expect(stderr.trimEnd()).not.toContain("\n")
  expect(code).toBe(1)
})
