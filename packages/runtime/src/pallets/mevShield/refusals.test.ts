import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { expect, test } from "vitest"
import { type Refusal, testRefusals } from "../../refusals.testkit.ts"
import { devAccounts } from "../../specs/devAccounts.ts"
import { createTestChain, type TestChain } from "../../testKit.ts"
import { storage as system } from "../system/schema.ts"
import { calls, storage } from "./schema.ts"

const { Alice } = devAccounts
const key = new Uint8Array(1184).fill(7)
const bytes = new Uint8Array(50)
const announce = (enc_key: Uint8Array | undefined) => calls.announce_next_key.make({ enc_key })
const store = calls.store_encrypted.make({ encrypted_call: bytes })
const submit = calls.submit_encrypted.make({ ciphertext: bytes })
const half = 2_000_000_000_000n

/** A block after one in which an author announced a key: all kinds of keys are there. */
function open(): TestChain {
  const chain = createTestChain()
  chain.runBlocks(1)
  for (const item of [storage.CurrentKey, storage.PendingKey, storage.NextKey]) item.set(chain.state, key)
  chain.call("none", announce(key))
  chain.takeEvents()
  return chain
}

/** Root's, with the largest value each takes. */
const limits = [
  ["MaxPendingExtrinsicsNumberSet", calls.set_max_pending_extrinsics_number.make({ value: 0xffff_ffff })],
  ["OnInitializeWeightSet", calls.set_on_initialize_weight.make({ value: half })],
  ["ExtrinsicLifetimeSet", calls.set_stored_extrinsic_lifetime.make({ value: 0xffff_ffff })],
  ["MaxExtrinsicWeightSet", calls.set_max_extrinsic_weight.make({ value: half })],
] as const

test.each(limits)("root: %s", (event, call) => {
  const chain = open()
  expect(chain.call("root", call)).toEqual({ ok: true, post: {} })
  expect(chain.takeEvents()).toEqual([`MevShield.${event}`])
})

const row = (
  error: string,
  when: string,
  caller: Refusal["caller"],
  call: RuntimeCallValue,
  arrange?: (chain: TestChain) => void,
): Refusal => ({ error, when, caller, call, ...(arrange ? { arrange } : {}) })

testRefusals(open, [
  ...([Alice, "root"] as const).map((caller) =>
    row("BadOrigin", `a key announced by ${caller === Alice ? "an account" : caller}`, caller, announce(key)),
  ),
  ...[0, 1183, 1185].map((length) =>
    row("MevShield.BadEncKeyLen", `a key of ${length} bytes`, "none", announce(new Uint8Array(length))),
  ),
  row("MevShield.Unreachable", "a block without author", "none", announce(key), ({ state }) =>
    system.Digest.set(state, { logs: [] }),
  ),
  ...[store, submit].flatMap((call) =>
    (["root", "none"] as const).map((caller) =>
      row("BadOrigin", `${call.value.type} by ${caller}`, caller, call),
    ),
  ),
  row("MevShield.TooManyPendingExtrinsics", "a full queue", Alice, store, ({ state, call }) => {
    storage.MaxPendingExtrinsicsLimit.set(state, 1)
    call(Alice, store)
  }),
  ...limits.flatMap(([, call]) =>
    ([Alice, "none"] as const).map((caller) =>
      row("BadOrigin", `${call.value.type} by ${caller === Alice ? "an account" : caller}`, caller, call),
    ),
  ),
  ...[calls.set_on_initialize_weight, calls.set_max_extrinsic_weight].map((call) =>
    row("MevShield.WeightExceedsAbsoluteMax", call.name, "root", call.make({ value: half + 1n })),
  ),
])
