import { describe, expect, it } from "vitest"
import { runTaonet } from "../testKit.ts"

describe("taonet explain", () => {
  it("says what an error means and what limits, without a chain", async () => {
    const { code, stdout } = await runTaonet(["explain", "Module", "{ index: 7, error: [29, 0, 0, 0] }"])
    expect(code).toBe(0)
    expect(stdout).toContain("SubtensorModule.SettingWeightsTooFast: ")
    expect(stdout).toContain("limited by SubtensorModule.WeightsSetRateLimit")
    expect(stdout).toContain("With --url ws://host:port")
  })

  it("names what it does not know, and a chain that does not answer", async () => {
    const unknown = await runTaonet(["explain", "SettingWaitsTooFast"])
    expect(unknown).toMatchObject({ code: 1, stdout: "" })
    expect(unknown.stderr).toMatch(
      /^taonet: nothing is known of "SettingWaitsTooFast".*SettingWeightsTooFast/,
    )
    const lost = await runTaonet(["explain", "1010", "--url", "ws://127.0.0.1:9"])
    expect(lost).toMatchObject({ code: 1, stdout: "" })
    expect(lost.stderr).toMatch(/^taonet: ws:\/\/127.0.0.1:9 does not answer/)
  })
})
