import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { State } from "@taonet/frame/state"
import { zero32 } from "@taonet/frame/zero"
import { concatBytes } from "@taonet/primitives/bytes"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { mutateAccount } from "../pallets/balances/account.ts"
import { freeBalance } from "../pallets/balances/currency.ts"
import { calls as balances } from "../pallets/balances/schema.ts"
import { calls as commitments } from "../pallets/commitments/schema.ts"
import { calls as mevShield } from "../pallets/mevShield/schema.ts"
import { storage as subtensor, calls as subtensorCalls } from "../pallets/subtensor/schema.ts"
import { calls as sudo } from "../pallets/sudo/schema.ts"
import { storage as system, calls as systemCalls } from "../pallets/system/schema.ts"
import { calls as timestamp } from "../pallets/timestamp/schema.ts"
import { calls as utility } from "../pallets/utility/schema.ts"
import { devAccounts } from "../specs/devAccounts.ts"
import { mortalEra } from "./era.ts"
import { encodeBare, encodeSigned } from "./extrinsic.ts"
import { createTransactionChain, hashAt, keyOf, type TransactionChain } from "./transactions.testkit.ts"

/* What is never included, and why: behaviour/keys-and-fees.md section 1. */

const { Alice, Bob } = devAccounts
const alice = keyOf("//Alice")
const transfer = balances.transfer_keep_alive.make({ dest: { type: "Id", value: Bob }, value: 1n })
const remark = (length: number) => systemCalls.remark.make({ remark: new Uint8Array(length) })

const invalid = (type: string) => ({ ok: false, error: { type: "Invalid", value: { type } } })
const custom = (value: number) => ({
  ok: false,
  error: { type: "Invalid", value: { type: "Custom", value } },
})
const unknown = (type: string) => ({ ok: false, error: { type: "Unknown", value: { type } } })

function startedChain(): TransactionChain {
  const chain = createTransactionChain()
  chain.nextBlock()
  return chain
}

/** Refused in the block and in the pool alike, without a trace in the state. */
function expectRefused(
  chain: TransactionChain,
  bytes: Uint8Array,
  verdict: unknown,
  inPool: unknown = verdict,
) {
  const before = [...chain.state.changes()]
  expect(chain.validate(bytes)).toEqual(inPool)
  expect(chain.apply(bytes)).toEqual(verdict)
  expect([...chain.state.changes()]).toEqual(before)
  expect(chain.state.events).toEqual([])
}

describe("signatures", () => {
  const cases: readonly [string, Parameters<TransactionChain["signed"]>[2]][] = [
    ["another chain", { genesisHash: hashAt(5) }],
    ["another spec version", { specVersion: 460 }],
    ["another transaction version", { transactionVersion: 2 }],
    ["another birth block", { era: mortalEra(8, 1), birthHash: hashAt(7) }],
  ]
  test.each(cases)("for %s are bad proofs", (_name, options) => {
    const chain = startedChain()
    chain.nextBlock()
    expectRefused(chain, chain.signed(alice, transfer, options ?? {}), invalid("BadProof"))
  })

  test("of somebody else are bad proofs", () => {
    const chain = startedChain()
    const bytes = chain.signed({ ...keyOf("//Bob"), account: Alice }, transfer)
    expectRefused(chain, bytes, invalid("BadProof"))
  })

  test("do not matter where the caller has checked them", () => {
    const chain = startedChain()
    const bytes = chain.signed({ ...keyOf("//Bob"), account: Alice }, transfer)
    expect(chain.validate(bytes, { signatureVerified: true }).ok).toBe(true)
    expect(chain.apply(bytes, true)).toEqual({ ok: true, dispatched: true })
  })

  test("when they promise another metadata", () => {
    const chain = createTransactionChain()
    chain.nextBlock()
    expectRefused(chain, chain.signed(alice, transfer, { mode: "Enabled" }), invalid("BadProof"))
    const metadataHash = new Uint8Array(32).fill(7)
    expectRefused(
      chain,
      chain.signed(alice, transfer, { mode: "Enabled", metadataHash }),
      invalid("BadProof"),
    )
  })
})

describe("nonces", () => {
  test("below the account's are stale", () => {
    const chain = startedChain()
    chain.apply(chain.signed(alice, transfer))
    chain.takeEvents()
    expectRefused(chain, chain.signed(alice, transfer, { nonce: 0 }), invalid("Stale"))
  })

  test("above the account's are for the future: the pool keeps them, no block does", () => {
    const chain = startedChain()
    const bytes = chain.signed(alice, transfer, { nonce: 3 })
    expect(chain.validate(bytes).ok).toBe(true)
    expect(chain.apply(bytes)).toEqual(invalid("Future"))
  })
})

describe("eras", () => {
  const blocksLater = (count: number) => {
    const chain = startedChain()
    const bytes = chain.signed(alice, transfer, { era: mortalEra(4, 1), birthHash: hashAt(1) })
    // At once and not by building them: only number and hashes matter.
    system.Number.set(chain.state, 1 + count)
    system.BlockHash.set(chain.state, 1, hashAt(1))
    return chain.apply(bytes)
  }
  test("last their period", () => {
    expect([1, 2, 3].map((count) => blocksLater(count).ok)).toEqual([true, true, true])
    expect(blocksLater(4)).toEqual(invalid("AncientBirthBlock"))
  })

  test("born in a block whose hash is gone are ancient", () => {
    const chain = startedChain()
    const bytes = chain.signed(alice, transfer, { era: mortalEra(64, 1), birthHash: hashAt(1) })
    system.Number.set(chain.state, 40)
    expectRefused(chain, bytes, invalid("AncientBirthBlock"))
  })

  test("of encrypted submissions may last 8 blocks at most, and their layout must be readable", () => {
    const chain = startedChain()
    chain.nextBlock()
    const call = mevShield.submit_encrypted.make({ ciphertext: new Uint8Array(42) })
    const short = mevShield.submit_encrypted.make({ ciphertext: new Uint8Array(41) })
    const birth = { birthHash: hashAt(1) }
    expectRefused(chain, chain.signed(alice, call), invalid("Stale"))
    expectRefused(chain, chain.signed(alice, call, { era: mortalEra(16, 1), ...birth }), invalid("Stale"))
    const era = mortalEra(8, 1)
    expectRefused(chain, chain.signed(alice, short, { era, ...birth }), custom(23))
    expect(chain.apply(chain.signed(alice, call, { era, ...birth }))).toMatchObject({ ok: true })
  })
})

describe("signers", () => {
  test("other than account ids do not resolve", () => {
    const chain = startedChain()
    const signature = { type: "Sr25519", value: new Uint8Array(64) } as const
    const extra = { era: { type: "Immortal" }, nonce: 0, tip: 0n, mode: "Disabled" } as const
    const address = { type: "Address20", value: new Uint8Array(20) } as const
    expectRefused(chain, encodeSigned({ address, signature, extra }, transfer), unknown("CannotLookup"))
  })

  test("of the zero account are nobody", () => {
    const chain = startedChain()
    const bytes = chain.signed({ ...alice, account: zero32 }, transfer)
    expect(chain.apply(bytes, true)).toEqual(invalid("BadSigner"))
  })

  test("who do not exist cannot pay", () => {
    const chain = startedChain()
    expectRefused(chain, chain.signed(keyOf("//Nobody"), transfer), invalid("Payment"))
  })

  /** Fee of a transfer of 1 rao: 142 bytes less 3 for the smaller amount, plus the prefix. */
  const fee = 166_244n
  const funded = (free: bigint, frozen = 0n) => {
    const chain = startedChain()
    mutateAccount(chain.state, keyOf("//Poor").account, (data) => ({ ...data, free, frozen }))
    chain.takeEvents()
    return { chain, bytes: chain.signed(keyOf("//Poor"), transfer) }
  }
  test("must keep the existential deposit when the fee is taken", () => {
    const enough = funded(fee + 500n)
    expect(enough.chain.apply(enough.bytes).ok).toBe(true)
    expect(freeBalance(enough.chain.state, keyOf("//Poor").account)).toBe(500n)
    const short = funded(fee + 499n)
    expectRefused(short.chain, short.bytes, invalid("Payment"))
  })
  test("may not pay with what is frozen", () => {
    const { chain, bytes } = funded(10n ** 9n, 10n ** 9n - 1000n)
    expectRefused(chain, bytes, invalid("Payment"))
  })
  test("must be able to pay the tip too", () => {
    const { chain } = funded(10n ** 9n)
    expectRefused(chain, chain.signed(keyOf("//Poor"), transfer, { tip: 10n ** 9n }), invalid("Payment"))
  })

  test("of Sudo calls must hold the key", () => {
    const chain = startedChain()
    expectRefused(
      chain,
      chain.signed(keyOf("//Bob"), sudo.sudo.make({ call: remark(0) })),
      invalid("BadSigner"),
    )
    const nested = utility.batch.make({ calls: [sudo.sudo.make({ call: remark(0) })] })
    expect(chain.apply(chain.signed(keyOf("//Bob"), nested)).ok).toBe(true)
  })
})

describe("guards answer in the pool with their custom codes", () => {
  const netuid = 1
  const take = (hotkey: `0x${string}`, value: number) =>
    subtensorCalls.increase_take.make({ hotkey, take: value })
  const announced = (state: State) =>
    subtensor.ColdkeySwapAnnouncements.set(state, Alice, [1, hashAt(1)] as never)
  const cases: readonly [number, string, RuntimeCallValue, ((state: State) => void)?][] = [
    [0, "ColdkeySwapAnnounced", transfer, announced],
    [
      21,
      "ColdkeySwapDisputed",
      transfer,
      (state) => {
        announced(state)
        subtensor.ColdkeySwapDisputes.set(state, Alice, 1 as never)
      },
    ],
    [3, "SubnetNotExists", commitments.set_commitment.make({ netuid: 99, info: { fields: [] } } as never)],
    [
      19,
      "HotKeyNotRegisteredInSubNet",
      commitments.set_commitment.make({ netuid, info: { fields: [] } } as never),
    ],
    [
      1,
      "NotEnoughStakeToSetWeights",
      subtensorCalls.set_weights.make({ netuid, dests: [], weights: [], version_key: 0n }),
      (state) => subtensor.StakeThreshold.set(state, 1n),
    ],
    [
      18,
      "InputLengthsUnequal",
      subtensorCalls.batch_set_weights.make({ netuids: [1], weights: [], version_keys: [] }),
    ],
    [4, "HotKeyAccountNotExists", take(Alice, 1)],
    [25, "NonAssociatedColdKey", take(Bob, 1), (state) => subtensor.Owner.set(state, Bob, Bob)],
    [27, "DelegateTakeTooHigh", take(Bob, 65_535)],
    [26, "DelegateTakeTooLow", take(Bob, 1), (state) => subtensor.MinDelegateTake.set(state, 2)],
    [
      19,
      "HotKeyNotRegisteredInSubNet",
      subtensorCalls.associate_evm_key.make({
        netuid,
        evm_key: `0x${"00".repeat(20)}`,
        block_number: 1n,
        signature: new Uint8Array(65),
      } as never),
    ],
  ]
  test.each(cases)("%i: %s", (code, _error, call, prepare) => {
    const chain = startedChain()
    prepare?.(chain.state)
    expectRefused(chain, chain.signed(alice, call), custom(code))
  })
})

describe("calls", () => {
  test("of the mandatory class cannot be signed", () => {
    const chain = startedChain()
    const call = timestamp.set.make({ now: 5n })
    expectRefused(chain, chain.signed(alice, call), invalid("MandatoryValidation"))
  })

  test("without signature have nobody who checks them", () => {
    const chain = startedChain()
    expectRefused(chain, encodeBare(transfer), unknown("NoUnsignedValidator"))
  })

  /** `depth` calls, each inside the next. */
  const nested = (depth: number): RuntimeCallValue =>
    depth === 0 ? remark(0) : utility.force_batch.make({ calls: [nested(depth - 1)] })
  test("nest at most 8 deep", () => {
    const chain = startedChain()
    expect(chain.apply(chain.signed(alice, nested(8))).ok).toBe(true)
    chain.takeEvents()
    expectRefused(chain, chain.signed(alice, nested(9)), invalid("Call"))
  })

  test("of half a block's weight do not fit", () => {
    const chain = startedChain()
    const weight = { ref_time: 2_600_000_000_000n, proof_size: 0n }
    const heavy = sudo.sudo_unchecked_weight.make({ call: remark(0), weight })
    expectRefused(chain, chain.signed(alice, heavy), invalid("ExhaustsResources"))
  })

  test("are included until the class is full, and operational ones beyond it", () => {
    const chain = startedChain()
    const weighing = (ref_time: bigint, call: RuntimeCallValue) =>
      chain.apply(
        chain.signed(alice, sudo.sudo_unchecked_weight.make({ call, weight: { ref_time, proof_size: 0n } })),
      )
    const half = 1_500_000_000_000n
    expect(weighing(half, remark(0)).ok).toBe(true)
    expect(weighing(half, remark(0))).toEqual(invalid("ExhaustsResources"))
    expect(weighing(half - 10n ** 9n, remark(0)).ok).toBe(true)
    const operational = systemCalls.set_heap_pages.make({ pages: 1n })
    expect(weighing(990_000_000_000n, operational).ok).toBe(true)
    // The block is full now; what is reserved for the class still lets it in.
    system.BlockWeight.mutate(chain.state, (used) => ({
      ...used,
      mandatory: { ref_time: 10n ** 13n, proof_size: 0n },
    }))
    expect(weighing(1_000_000n, operational).ok).toBe(true)
    expect(weighing(1_000_000n, remark(0))).toEqual(invalid("ExhaustsResources"))
  })

  test("longer than their class's share of a block do not fit", () => {
    const chain = startedChain()
    system.AllExtrinsicsLen.set(chain.state, 7_864_320 - 150)
    expect(chain.apply(chain.signed(alice, transfer)).ok).toBe(true)
    expect(chain.apply(chain.signed(alice, transfer))).toEqual(invalid("ExhaustsResources"))
  })
})

describe("bytes", () => {
  const good = () => {
    const chain = startedChain()
    return { chain, bytes: chain.signed(alice, transfer) }
  }
  const cases: readonly [string, (bytes: Uint8Array) => Uint8Array][] = [
    ["nothing", () => new Uint8Array()],
    ["too few", (bytes) => bytes.slice(0, -1)],
    ["too many", (bytes) => concatBytes(bytes, Uint8Array.of(0))],
    [
      "left over inside",
      (bytes) => concatBytes(Uint8Array.of((bytes[0] ?? 0) + 4), bytes.slice(1), Uint8Array.of(0)),
    ],
    ["another version", (bytes) => replaced(bytes, 2, 0x83)],
    ["an unknown pallet", (bytes) => replaced(bytes, bytes.length - 36, 200)],
    ["an unknown call", (bytes) => replaced(bytes, bytes.length - 35, 200)],
  ]
  test.each(cases)("%s: no call", (_name, change) => {
    const { chain, bytes } = good()
    expectRefused(chain, change(bytes), invalid("Call"))
  })

  test("changed anywhere never throw, and never pass", () => {
    const { chain, bytes } = good()
    const verdicts = new Set<string>()
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (index, mask) => {
        const changed = replaced(bytes, index, (bytes[index] ?? 0) ^ mask)
        const verdict = chain.apply(changed)
        verdicts.add(JSON.stringify(verdict))
        return !verdict.ok
      }),
      { numRuns: 300 },
    )
    expect(verdicts).toContain(JSON.stringify(invalid("BadProof")))
    expect(verdicts).toContain(JSON.stringify(invalid("Call")))
  })

  test("at random never throw", () => {
    const { chain } = good()
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.constantFrom(0x84, 0x05, 0x04), (body, version) => {
        const framed = concatBytes(Uint8Array.of((body.length + 1) << 2), Uint8Array.of(version), body)
        chain.apply(body.length < 63 ? framed : body)
        chain.apply(body, true)
      }),
      { numRuns: 500 },
    )
  })

  function replaced(bytes: Uint8Array, index: number, value: number): Uint8Array {
    const copy = bytes.slice()
    copy[index] = value
    return copy
  }
})
