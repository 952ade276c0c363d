import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { DecodeError, decode, encode } from "@taonet/primitives/scale/index"
import { expect, test } from "vitest"
import { createTransactionChain, keyOf } from "../executive/transactions.testkit.ts"
import { RuntimeCall } from "../outer.ts"
import { calls as adminUtils } from "../pallets/adminUtils/schema.ts"
import { calls as commitments } from "../pallets/commitments/schema.ts"
import { calls as mevShield } from "../pallets/mevShield/schema.ts"
import { calls as subtensor } from "../pallets/subtensor/schema.ts"

/* The bounds of call arguments, which the metadata does not tell: constants of the reference's pallets. */

const bytes = (length: number) => new Uint8Array(length)
const cases: readonly [string, number, (length: number) => RuntimeCallValue][] = [
  [
    "commit_timelocked_weights",
    5000,
    (n) =>
      subtensor.commit_timelocked_weights.make({
        netuid: 1,
        commit: bytes(n),
        reveal_round: 1n,
        commit_reveal_version: 4,
      }),
  ],
  [
    "commit_crv3_mechanism_weights",
    5000,
    (n) =>
      subtensor.commit_crv3_mechanism_weights.make({
        netuid: 1,
        mecid: 0,
        commit: bytes(n),
        reveal_round: 1n,
      }),
  ],
  [
    "set_commitment, fields",
    3,
    (n) =>
      commitments.set_commitment.make({
        netuid: 1,
        info: { fields: Array.from({ length: n }, () => ({ type: "Raw3", value: bytes(3) })) } as never,
      }),
  ],
  ["submit_encrypted", 8192, (n) => mevShield.submit_encrypted.make({ ciphertext: bytes(n) })],
  ["store_encrypted", 8192, (n) => mevShield.store_encrypted.make({ encrypted_call: bytes(n) })],
  ["announce_next_key", 2048, (n) => mevShield.announce_next_key.make({ enc_key: bytes(n) })],
  [
    "swap_authorities",
    32,
    (n) => adminUtils.swap_authorities.make({ new_authorities: Array.from({ length: n }, () => bytes(32)) }),
  ],
]

test.each(cases)("%s takes %d items, and does not decode with more", (_name, max, call) => {
  expect(decode(RuntimeCall, encode(RuntimeCall, call(max)))).toEqual(call(max))
  expect(() => decode(RuntimeCall, encode(RuntimeCall, call(max + 1)))).toThrow(DecodeError)
})

test("the pool refuses what does not decode as Call", () => {
  const chain = createTransactionChain()
  chain.nextBlock()
  const [, max, call] = cases[0]!
  const refused = { ok: false, error: { type: "Invalid", value: { type: "Call" } } }
  expect(chain.validate(chain.signed(keyOf("//Alice"), call(max)))).not.toEqual(refused)
  expect(chain.validate(chain.signed(keyOf("//Alice"), call(max + 1)))).toEqual(refused)
})
