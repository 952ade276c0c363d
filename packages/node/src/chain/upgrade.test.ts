/** An upgrade that a transaction brings: the chain goes on under another spec_version, and is there again after a restart. */

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createTransactionChain, keyOf } from "@taonet/runtime/executive/transactions.testkit"
import { calls as sudo } from "@taonet/runtime/pallets/sudo/schema"
import { runtimeCode } from "@taonet/runtime/pallets/system/code.testkit"
import { calls as system } from "@taonet/runtime/pallets/system/schema"
import { expect, it, onTestFinished } from "vitest"
import { fakeClock } from "../fakeClock.testkit.ts"
import { openDiskStore } from "../kv/diskStore.ts"
import type { Node } from "../node.ts"
import { startLocalNode } from "../testKit.ts"
import { type ChainStore, createMemoryChainStore } from "./store.ts"

const signer = createTransactionChain()
const start = (store: ChainStore = createMemoryChainStore()) =>
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

it("answers for blocks before and after an upgrade as of their version when it starts on them", async () => {
  const folder = mkdtempSync(join(tmpdir(), "taonet-upgrade-"))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const store = await openDiskStore({ folder })
  const node = await start(store)
  const code = runtimeCode(signer.state, { spec_version: 500 })
  await node.engine.produce()
  node.pool.submit(signed(node, sudo.sudo.make({ call: system.set_code.make({ code }) }), 0))
  for (let i = 0; i < 4; i++) await node.engine.produce()
  const versionsOf = ({ chain }: Node) =>
    [0, 1, 2, 3, 5].map((number) => {
      const hash = chain.hashByNumber(number) ?? expect.fail()
      return chain.runtimeAt(hash).version.specVersion
    })
  const versions = versionsOf(node)
  expect(versions).toEqual([461, 461, 500, 500, 500])
  await node.close()
  await store.close()

  const reopened = await openDiskStore({ folder })
  const again = await start(reopened)
  expect(versionsOf(again)).toEqual(versions)
  await again.close()
  await reopened.close()
})
