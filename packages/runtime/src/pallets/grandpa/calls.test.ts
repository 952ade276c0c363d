import type { Hex } from "@taonet/primitives/hex"
import { createReader, DecodeError, encode } from "@taonet/primitives/scale/index"
import { describe, expect, test } from "vitest"
import { RuntimeCall } from "../../outer.ts"
import { expectRefusal } from "../../refusals.testkit.ts"
import { devAccounts } from "../../specs/devAccounts.ts"
import { createTestChain } from "../../testKit.ts"
import { GrandpaEquivocationProof } from "../../types/consensus.ts"
import { calls, schema, storage } from "./schema.ts"

const { Alice } = devAccounts

test("root notes that finality stalled, and nobody else", () => {
  const chain = createTestChain()
  const call = calls.note_stalled.make({ delay: 7, best_finalized_block_number: 3 })
  for (const caller of [Alice, "none"] as const) expectRefusal(chain, caller, call, "BadOrigin")
  expect(chain.call("root", call)).toEqual({ ok: true, post: {} })
  expect([storage.Stalled.get(chain.state), chain.takeEvents()]).toEqual([[7, 3], []])
})

describe("reports of double votes", () => {
  const vote = (byte: number) => {
    const target_hash: Hex = `0x${byte.toString(16).padStart(2, "0").repeat(32)}`
    return [{ target_hash, target_number: 9 }, new Uint8Array(64)] as const
  }
  const equivocation_proof: GrandpaEquivocationProof = {
    set_id: 0n,
    equivocation: {
      type: "Prevote",
      value: { round_number: 1n, identity: new Uint8Array(32), first: vote(1), second: vote(2) },
    },
  }
  const report = { equivocation_proof, key_owner_proof: undefined }

  test.each([0, 1])("on the wire end where the proof of key ownership would be: call %i", (index) => {
    const votes = encode(GrandpaEquivocationProof, equivocation_proof)
    expect(GrandpaEquivocationProof.decodeFrom(createReader(votes))).toEqual(equivocation_proof)
    for (const proof of [[], [0], [1], [255, 255]]) {
      const bytes = Uint8Array.of(schema.index, index, ...votes, ...proof)
      expect(() => RuntimeCall.decodeFrom(createReader(bytes))).toThrow(DecodeError)
    }
  })

  test("within the program are refused, as no proof holds", () => {
    const chain = createTestChain()
    const signed = calls.report_equivocation.make(report)
    const bare = calls.report_equivocation_unsigned.make(report)
    expectRefusal(chain, Alice, signed, "Grandpa.InvalidKeyOwnershipProof")
    expectRefusal(chain, "none", bare, "Grandpa.InvalidKeyOwnershipProof")
    for (const caller of ["root", "none"] as const) expectRefusal(chain, caller, signed, "BadOrigin")
    for (const caller of ["root", Alice] as const) expectRefusal(chain, caller, bare, "BadOrigin")
  })
})
