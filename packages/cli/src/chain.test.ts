import { startNode } from "@taonet/node/node"
import { calls, storage } from "@taonet/runtime/pallets/system/schema"
import { createRuntime } from "@taonet/runtime/runtime"
import { local } from "@taonet/runtime/specs/local"
import { readMap, submit } from "@taonet/sdk/index"
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

it("signs one transaction after the other, so that two at once do not take the same nonce", async () => {
  const port = await freePortBase(22_420, 1)
  const node = await startNode({ runtime: createRuntime(local), port, blockTimeMs: 50 })
  const alice = signerFromUri("//Alice")
  const chain = lastingChain(`ws://127.0.0.1:${port}`, alice)
  const remark = () =>
    chain.sign((client, signer) => submit(client, signer, calls.remark.make({ remark: new Uint8Array([1]) })))
  try {
    await expect(
      Promise.all([remark(), chain.sign(async () => Promise.reject(new Error("own"))), remark()]),
    ).rejects.toThrow("own")
    await Promise.all([remark(), remark()])
    expect(await chain.read((client) => readMap(client, storage.Account, [alice.account]))).toMatchObject({
      nonce: 4,
    })
  } finally {
    await chain.close()
    await node.close()
  }
})
