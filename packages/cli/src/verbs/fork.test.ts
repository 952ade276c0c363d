import { afterEach, describe, expect, it } from "vitest"
import { eventually, rpc, runTaonet, type Started, startTaonet } from "../testKit.ts"

/** The port that a chain says it listens on. */
const portOf = (chain: Started): number =>
  Number(/Listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(chain.stdout())?.[1])

describe("taonet dev --fork", () => {
  const running: Started[] = []
  const dev = async (...args: string[]): Promise<Started> => {
    const started = await startTaonet(["dev", "--port", "0", ...args])
    running.push(started)
    await started.printed("Listening on")
    return started
  }
  afterEach(async () => {
    await Promise.all(running.splice(0).map((started) => started.stop("SIGKILL")))
  })

  it("goes on from another chain's block, which goes on without it", async () => {
    const origin = await dev("--block-time", "manual")
    const there = portOf(origin)
    await rpc(there, "dev_newBlock", [{ count: 7 }])
    const fork = await dev("--block-time", "manual", "--fork", `ws://127.0.0.1:${there}@5`, "--netuid", "1")
    const here = portOf(fork)
    expect(fork.stdout()).toContain(`Forked ws://127.0.0.1:${there} at block 5 (0x`)
    for (const number of [0, 3, 5])
      expect(await rpc(here, "chain_getBlockHash", [number])).toBe(
        await rpc(there, "chain_getBlockHash", [number]),
      )
    const sixth = await eventually(() => rpc(here, "dev_newBlock", [{}]))
    expect(await rpc(here, "chain_getBlockHash", [6])).toBe(sixth)
    expect(await rpc(there, "chain_getBlockHash", [6])).not.toBe(sixth)
    expect(await fork.stop("SIGTERM")).toMatchObject({ code: 0, signal: null })
    expect(fork.stderr()).toBe("")

    const missing = await runTaonet(["dev", "--port", "0", "--fork", `ws://127.0.0.1:${there}@900`])
    expect(missing).toMatchObject({ code: 1 })
    expect(missing.stderr).toMatch(
      /^taonet: ws:\/\/127\.0\.0\.1:\d+ has no block 900; its last final one is 0x/,
    )
  }, 60_000)

  it.each([
    [["--fork", "banana"], /^taonet: "banana" names no chain to fork/],
    [["--netuid", "1"], /^taonet: --netuid says what to fetch with --fork/],
    [["--fork", "ws://127.0.0.1:9", "--scenario", "one-subnet"], /^taonet: --fork .*not with --scenario/],
  ])("refuses %j", async (args, message) => {
    const { code, stderr } = await runTaonet(["dev", "--port", "0", ...args])
    expect(code).toBe(1)
    expect(stderr).toMatch(message)
  })
})
