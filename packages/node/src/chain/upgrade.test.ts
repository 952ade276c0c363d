/** An upgrade that a transaction brings: the chain goes on under another spec_version, and is there again after a restart. */
import { createTransactionChain, keyOf } from "@taonet/runtime/executive/transactions.testkit"
import { calls as sudo } from "@taonet/runtime/pallets/sudo/schema"
import { runtimeCode } from "@taonet/runtime/pallets/system/code.testkit"
import { calls as system } from "@taonet/runtime/pallets/system/schema"
import { expect, it } from "vitest"
import { fakeClock } from "../fakeClock.testkit.ts"
import type { Node } from "../node.ts"
import { startLocalNode } from "../testKit.ts"
import { createMemoryChainStore } from "./store.ts"

const signer = createTransactionChain()
const start = (store = createMemoryChainStore()) =>
  startLocalNode({ clock: fakeClock(), blockTimeMs: "manual", store })
const signed = (
  { chain }: Node,
  call: ReturnType<typeof system.remark.make>,
  nonce: number,
  specVersion = 461,
) => signer.signed(keyOf("//Alice"), call, { nonce, specVersion, genesisHash: chain.genesisHash })
const remark = system.remark.make({ remark: new Uint8Array(3) })

it("follows the code in its state, and takes what is signed for the new version alone", async () => {
  const store = createMemoryChainStore()
  const node = await start(store)
  const { chain, pool, engine } = node
  const code = runtimeCode(signer.state, { spec_version: 500 })
  pool.submit(signed(node, sudo.sudo.make({ call: system.set_code.make({ code }) }), 0))
  // Waits for one before it.
  pool.submit(signed(node, remark, 2))
  const before = chain.head().hash
  const { hash } = await engine.produce()
  expect(chain.runtime.version.specVersion).toBe(500)
  expect([before, hash].map((block) => chain.runtimeAt(block).version.specVersion)).toEqual([461, 500])
  expect([pool.readyCount, pool.futureCount]).toEqual([0, 0])
  expect(() => pool.submit(signed(node, remark, 1))).toThrow("Transaction has a bad signature")
  pool.submit(signed(node, remark, 1, 500))
  expect((await engine.produce()).extrinsics.length).toBe(2 + 1)
  await node.close()

  const again = await start(store)
  expect(again.chain.runtime.version.specVersion).toBe(500)
  expect((await again.engine.produce()).header.number).toBe(3)
  await again.close()
})
