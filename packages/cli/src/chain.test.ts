import { startNode } from "@taonet/node/node"
import { createRuntime } from "@taonet/runtime/runtime"
import { local } from "@taonet/runtime/specs/local"
import { signerFromUri } from "@taonet/sdk/signer"
import { expect, it } from "vitest"
import { lastingChain } from "./chain.ts"
import { freePortBase } from "./testKit.ts"

it("connects with the first call, and anew after a loss", async () => {
  const port = await freePortBase(22_400, 1)
  const start = () => startNode({ runtime: createRuntime(local), port, blockTimeMs: "manual" })
  const chain = lastingChain(`ws://127.0.0.1:${port}`, signerFromUri("//Alice"))
  await expect(chain.blockNumber()).rejects.toThrow("cannot connect")

  const first = await start()
  expect(await Promise.all([chain.blockNumber(), chain.blockNumber()])).toEqual([0, 0])
  // An error of the chain's own is none of the connection's.
  await expect(chain.subnetView(999)).rejects.toThrow("does not exist")
  expect(first.engine).toBeDefined()
  await first.close()
  await expect(chain.blockNumber()).rejects.toThrow()

  const second = await start()
  expect(await chain.blockNumber()).toBe(0)
  await chain.close()
  await second.close()
})
