import { expect, it } from "vitest"
import { clientMs, waitForClients } from "../support/deadlines.ts"
import { run } from "../support/environments.ts"

waitForClients()

it("the worked example for Node's own test runner passes", async () => {
  const args = [
    "--import",
    "tsx",
    "--test",
    "--test-reporter",
    "tap",
    "examples/subnet-tests-ts/subnet.node.test.ts",
  ]
  const { code, output } = await run(process.execPath, args, { timeoutMs: clientMs })
  expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining("# pass 4") })
})
