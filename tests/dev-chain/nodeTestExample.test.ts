import { expect, it } from "vitest"
import { run } from "../support/environments.ts"

it("the worked example for Node's own test runner passes", async () => {
  const args = [
    "--import",
    "tsx",
    "--test",
    "--test-reporter",
    "tap",
    "examples/subnet-tests-ts/subnet.node.test.ts",
  ]
  const { code, output } = await run(process.execPath, args, { timeoutMs: 120_000 })
  expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining("# pass 4") })
})
