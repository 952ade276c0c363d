import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, expect, it } from "vitest"
import { freePortBase, report, rpc, runTaonet, type Started, startTaonet } from "../testKit.ts"

let chain: Started | undefined
afterEach(async () => {
  await chain?.stop("SIGKILL")
})

it("begins with the network of a scenario, and says where one is wrong", async () => {
  const folder = mkdtempSync(join(tmpdir(), "taonet-scenario-"))
  const [good, bad] = [join(folder, "good.yaml"), join(folder, "bad.yaml")]
  writeFileSync(good, "subnets: [{ owner: Alice, hyperparameters: { tempo: 5 } }]\nhistory: { epochs: 1 }\n")
  writeFileSync(bad, "subnets:\n  - owner: Alice\n    tempo: 5\n")
  const port = await freePortBase(22_250, 1)
  chain = await startTaonet(["dev", "--port", String(port), "--block-time", "manual", "--scenario", good])
  await chain.printed(`Listening on ws://127.0.0.1:${port}`)
  report("taonet dev with a small scenario, to its first answer", chain.elapsed())
  const { number } = (await rpc(port, "chain_getHeader")) as { number: string }
  expect(Number(number)).toBeGreaterThan(0)
  expect(await rpc(port, "dev_getSealing")).toBe("manual")

  const { code, stderr } = await runTaonet(["dev", "--port", "0", "--scenario", bad])
  expect({ code, stderr }).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`taonet: ${bad}:3: subnets[0].tempo: `),
  })
  expect(stderr.trimEnd().split("\n")).toHaveLength(1)
  rmSync(folder, { recursive: true })
})
