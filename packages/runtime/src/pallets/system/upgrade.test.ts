/** An authorised upgrade, from root's word to the first block under another version. */
import type { State } from "@taonet/frame/state"
import { blake2b256 } from "@taonet/primitives/hash"
import { toHex } from "@taonet/primitives/hex"
import { U64_MAX } from "@taonet/primitives/integers"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createOverlay } from "@taonet/state/overlay"
import { expect, test } from "vitest"
import { encodeBare } from "../../executive/extrinsic.ts"
import { createTransactionChain, keyOf, type TransactionChain } from "../../executive/transactions.testkit.ts"
import { createRuntime } from "../../runtime.ts"
import { local } from "../../specs/local.ts"
import { calls as sudo } from "../sudo/schema.ts"
import { runtimeCode } from "./code.testkit.ts"
import { calls, constants, storage } from "./schema.ts"

const runtime = createRuntime(local)
const next = (state: State) => constants.Version.get(state).spec_version + 1

/** Authorizes the code of the next version, as Alice may who holds the sudo key. */
function authorized(): { chain: TransactionChain; code: Uint8Array } {
  const chain = createTransactionChain()
  chain.nextBlock()
  const code = runtimeCode(chain.state, { spec_version: next(chain.state) })
  const call = calls.authorize_upgrade.make({ code_hash: toHex(blake2b256(code)) })
  expect(chain.apply(chain.signed(keyOf("//Alice"), sudo.sudo.make({ call })))).toEqual({
    ok: true,
    dispatched: true,
  })
  expect(chain.takeEvents().map(({ name }) => name)).toContain("System.UpgradeAuthorized")
  return { chain, code }
}

test("anybody brings the authorized code, without signature, before all else, and once", () => {
  const { chain, code } = authorized()
  const bare = encodeBare(calls.apply_authorized_upgrade.make({ code }))
  expect(chain.validate(bare)).toEqual({
    ok: true,
    value: {
      priority: U64_MAX,
      requires: [],
      provides: [toHex(blake2b256(code))],
      longevity: U64_MAX,
      propagate: true,
    },
  })
  expect(chain.apply(bare)).toEqual({ ok: true, dispatched: true })
  expect(chain.takeEvents().map(({ name }) => name)).toEqual([
    "System.CodeUpdated",
    "System.ExtrinsicSuccess",
  ])
  expect([chain.state.get(":code"), storage.AuthorizedUpgrade.has(chain.state)]).toEqual([code, false])
  const refused = { ok: false, error: { type: "Invalid", value: { type: "Call" } } }
  expect([chain.validate(bare), chain.apply(bare)]).toEqual([refused, refused])
})

test("other code, and other calls of the pallet, do not come without signature", () => {
  const { chain, code } = authorized()
  const refused = { ok: false, error: { type: "Invalid", value: { type: "Call" } } }
  for (const call of [
    calls.apply_authorized_upgrade.make({ code: code.subarray(1) }),
    calls.remark.make({ remark: code }),
    calls.set_code.make({ code }),
  ]) {
    expect(chain.validate(encodeBare(call))).toEqual(refused)
    expect(chain.apply(encodeBare(call))).toEqual(refused)
  }
  expect(storage.AuthorizedUpgrade.has(chain.state)).toBe(true)
})

test("the blocks after it are another version's: clients sign for that one, and the state says so", () => {
  const { chain, code } = authorized()
  const { state } = chain
  expect(runtime.successor?.(state)).toBeUndefined()
  chain.apply(encodeBare(calls.apply_authorized_upgrade.make({ code })))
  const upgraded = runtime.successor?.(state)
  expect(upgraded?.version).toEqual({ ...runtime.version, specVersion: runtime.version.specVersion + 1 })
  expect(runtime.successor?.(state)).toBe(upgraded)
  expect(upgraded?.successor?.(state)).toBeUndefined()
  chain.endBlock()

  const store = createMemoryStore(new Map([...runtime.genesis(), ...chain.changes()]))
  const later = upgraded?.open(createOverlay(store)) as State
  const number = storage.Number.get(later) + 1
  const blockHash = `0x${"22".repeat(32)}` as const
  const sign = (specVersion: number) =>
    chain.signed(keyOf("//Alice"), calls.remark.make({ remark: code }), { specVersion, nonce: 1 })
  const validate = (specVersion: number) =>
    upgraded?.validateTransaction(later, sign(specVersion), { source: "External", blockHash })
  expect(validate(runtime.version.specVersion)).toMatchObject({
    ok: false,
    error: { value: { type: "BadProof" } },
  })
  expect(validate(next(chain.state))).toMatchObject({ ok: true })

  const last = () => storage.LastRuntimeUpgrade.get(later)?.spec_version
  expect(last()).toBe(runtime.version.specVersion)
  upgraded?.initializeBlock(later, { number, parentHash: blockHash, digest: [] })
  expect(last()).toBe(next(chain.state))
})

test("code of another chain, or without a version, changes no runtime", () => {
  const { chain } = authorized()
  for (const code of [
    Uint8Array.of(1),
    runtimeCode(chain.state, { spec_name: "other", spec_version: 999 }),
  ]) {
    chain.state.set(":code", code)
    expect(runtime.successor?.(chain.state)).toBeUndefined()
  }
})
