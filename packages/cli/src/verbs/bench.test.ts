import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { runTaonet } from "../testKit.ts"

const epoch = fileURLToPath(new URL("../../../../vectors/yuma/r16_0.json", import.meta.url))

describe("taonet bench epoch", () => {
  it("gives median, min and max, of the whole and of the kernel's part", async () => {
    const { code, stdout } = await runTaonet(["bench", "epoch", epoch, "--runs", "5", "--json"])
    const result = JSON.parse(stdout)
    expect(code).toBe(0)
    expect(result).toMatchObject({ name: "r16_0", n: 16, runs: 5, unit: "ms" })
    for (const times of [result, result.onBuffers]) {
      expect(times.min).toBeGreaterThan(0)
      expect(times.median).toBeGreaterThanOrEqual(times.min)
      expect(times.max).toBeGreaterThanOrEqual(times.median)
    }
  })

  it("prints a table", async () => {
    const { stdout } = await runTaonet(["bench", "epoch", epoch, "--runs", "3"])
    expect(stdout).toMatch(
      /^r16_0: .* 16 uids, .*3 runs, ms\n +median +min +max\nrunEpoch +[\d.]+ +[\d.]+ +[\d.]+\n/,
    )
  })

  it("refuses no runs, and no epoch", async () => {
    expect(await runTaonet(["bench", "epoch", epoch, "--runs", "0"])).toMatchObject({
      code: 1,
      stderr: "taonet: --runs: at least 1 is needed\n",
    })
    expect((await runTaonet(["bench", "epoch", "/nowhere"])).stderr).toBe(
      "taonet: there is no file /nowhere\n",
    )
  })
})
