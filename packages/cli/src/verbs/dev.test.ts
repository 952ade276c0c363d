import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { keyToBytes } from "@taonet/primitives/bytes"
import { storage as balances } from "@taonet/runtime/pallets/balances/schema"
import { calls as system } from "@taonet/runtime/pallets/system/schema"
import { createClient, signerFromUri, sudo, webSocketTransport } from "@taonet/sdk/index"
import { afterEach, describe, expect, it } from "vitest"
import {
  eventually,
  freePortBase,
  isPortFree,
  report,
  rpc,
  runTaonet,
  type Started,
  startTaonet,
  takePort,
} from "../testKit.ts"

/** Root can write any key. */
const forgetIssuance = system.set_storage.make({
  items: [[keyToBytes(balances.TotalIssuance.key()), new Uint8Array(8)]],
})

/** What is promised for a quiet machine is 1 s; tests share theirs. */
const bootMsMax = 5_000
const stopMsMax = 5_000

describe("taonet dev", () => {
  const running: Started[] = []
  const dev = async (...args: string[]) => {
    const started = await startTaonet(["dev", ...args])
    running.push(started)
    return started
  }
  afterEach(async () => {
    await Promise.all(running.splice(0).map((started) => started.stop("SIGKILL")))
  })

  it("answers soon, prints accounts and blocks, serves a second port, and stops cleanly", async () => {
    const port = await freePortBase(22_000, 2)
    const chain = await dev("--port", String(port), "--second-port", String(port + 1))
    const genesis = await eventually(() => rpc(port, "chain_getBlockHash", [0]))
    const firstAnswerMs = chain.elapsed()
    report("taonet dev, from process start to the first RPC answer", firstAnswerMs)
    expect(firstAnswerMs).toBeLessThan(bootMsMax)
    expect(genesis).toMatch(/^0x[0-9a-f]{64}$/)
    await chain.printed("Imported #1")
    expect(await rpc(port + 1, "chain_getBlockHash", [0])).toBe(genesis)
    expect(chain.stdout()).toContain(
      "//Alice    5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY  1,000,000 TAO",
    )
    expect(chain.stdout()).toContain(`Listening on ws://127.0.0.1:${port}`)

    const end = await chain.stop("SIGTERM")
    report("taonet dev, from SIGTERM to its end", end.ms)
    expect(end).toMatchObject({ code: 0, signal: null })
    expect(end.ms).toBeLessThan(stopMsMax)
    expect(chain.stderr()).toBe("")
    expect(await isPortFree(port)).toBe(true)
  })

  it("makes no more blocks when one breaks an invariant, unless told not to look", async () => {
    const port = await freePortBase(22_050, 2)
    const flags = ["--block-time", "instant", "--port"]
    const [careful, careless] = await Promise.all([
      dev(...flags, String(port)),
      dev(...flags, String(port + 1), "--no-check-invariants"),
    ])
    for (const at of [port, port + 1]) {
      await eventually(() => rpc(at, "chain_getBlockHash", [0]))
      const client = await createClient(await webSocketTransport(`ws://127.0.0.1:${at}`))
      await sudo(client, signerFromUri("//Alice"), forgetIssuance)
      await client.transport.close()
    }
    await eventually(() => careful.stderr().includes("No more blocks") || undefined)
    expect(careful.stderr()).toContain("Block #1 breaks Balances.TotalIssuance = all accounts (TAO)")
    await careless.printed("Imported #1")
    expect(await rpc(port + 1, "dev_newBlock")).toMatch(/^0x/)
    expect(await rpc(port, "dev_newBlock")).toBeUndefined()
    expect(await rpc(port, "chain_getHeader")).toMatchObject({ number: "0x1" })
    expect(careless.stderr()).toBe("")
  })

  it("makes a block for each transaction with --block-time instant, and only on demand with manual", async () => {
    const port = await freePortBase(22_100, 2)
    await Promise.all([
      dev("--port", String(port), "--block-time", "instant"),
      dev("--port", String(port + 1), "--block-time", "manual"),
    ])
    const number = async (at: number) =>
      ((await eventually(() => rpc(at, "chain_getHeader"))) as { number: string }).number
    await Promise.all([number(port), number(port + 1)])
    await new Promise((resolve) => setTimeout(resolve, 600))
    const before = await Promise.all([number(port), number(port + 1)])
    await rpc(port + 1, "engine_createBlock", [true, true])
    expect(await number(port + 1)).toBe(`0x${(Number(before[1]) + 1).toString(16)}`)
    expect(await number(port)).toBe(before[0])
  })

  it("writes a dump when it is stopped and goes on from it, with placeholders for signatures", async () => {
    const folder = mkdtempSync(join(tmpdir(), "taonet-dev-state-"))
    const file = join(folder, "chain.dump")
    const port = await freePortBase(22_150, 2)
    const flags = ["--block-time", "manual", "--state", file, "--auto-impersonate", "--port"]
    const first = await dev(...flags, String(port))
    await eventually(() => rpc(port, "chain_getBlockHash", [0]))
    const hash = await rpc(port, "dev_newBlock", [{ count: 7 }])
    expect(await first.stop("SIGTERM")).toMatchObject({ code: 0 })
    expect(first.stdout()).toContain(`Dumped block 7 to ${file}`)
    await dev(...flags, String(port + 1))
    expect(await eventually(() => rpc(port + 1, "chain_getBlockHash"))).toBe(hash)
    expect(await rpc(port + 1, "dev_newBlock")).toMatch(/^0x/)
    writeFileSync(file, "no dump")
    const refused = await runTaonet(["dev", ...flags, "0"])
    expect(refused.stderr).toMatch(/^taonet: state: it does not begin with "taonet state 1"/)
    const missing = await runTaonet(["dev", "--port", "0", "--load-state", join(folder, "nothing")])
    expect(missing.stderr).toContain("nothing can not be read: ENOENT")
    rmSync(folder, { recursive: true })
  })

  it("takes the live network's constants at 12 s blocks", async () => {
    const port = await freePortBase(22_200, 1)
    await dev("--port", String(port), "--block-time", "12000")
    const slot = await eventually(() => rpc(port, "state_call", ["AuraApi_slot_duration", "0x"]))
    // 12,000 as a little-endian u64.
    expect(slot).toBe("0xe02e000000000000")
  })

  it("says which port is taken", async () => {
    const taken = await takePort()
    const { code, stderr } = await runTaonet(["dev", "--port", String(taken.port)])
    await taken.close()
    expect(stderr.trimEnd()).toBe(`taonet: Port ${taken.port} on 127.0.0.1 is taken by another program`)
    expect(code).toBe(1)
  })
})
