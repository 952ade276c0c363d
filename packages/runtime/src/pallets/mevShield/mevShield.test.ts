import { noneOrigin } from "@taonet/frame/origin"
import type { State } from "@taonet/frame/state"
import { concatBytes } from "@taonet/primitives/bytes"
import { blake2b256, twox128 } from "@taonet/primitives/hash"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { bytes, decode, encode } from "@taonet/primitives/scale/index"
import { shieldKeypair } from "@taonet/primitives/shield/keys"
import { parseShielded, shield } from "@taonet/primitives/shield/shielded"
import { describe, expect, test } from "vitest"
import vectors from "../../../../../vectors/shield/bittensor-drand.json" with { type: "json" }
import { ShieldApi } from "../../apis/shieldApi/schema.ts"
import { mortalEra } from "../../executive/era.ts"
import { encodeBare } from "../../executive/extrinsic.ts"
import { createTransactionChain, hashAt, keyOf } from "../../executive/transactions.testkit.ts"
import { devAccounts } from "../../specs/devAccounts.ts"
import { createTestChain } from "../../testKit.ts"
import { ShieldedTransaction } from "../../types/misc.ts"
import { slotDigest } from "../aura/index.ts"
import { storage as aura } from "../aura/schema.ts"
import { calls as balances } from "../balances/schema.ts"
import { storage as system } from "../system/schema.ts"
import { calls, errors, storage } from "./schema.ts"

/* behaviour/other-pallets.md section 12, runtime-apis.md section 9. */

const { Alice, Bob } = devAccounts
const key = (of: number): Uint8Array => new Uint8Array(1184).fill(of)
const failedWith = (error: unknown) => ({ ok: false, error: { def: error } })
const badOrigin = { ok: false, error: { value: { type: "BadOrigin" } } }

describe("announce_next_key", () => {
  const authors = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte))

  /** A state in which three authors take turns; answers what block `number`, which is slot `number - 1`, does with its key. */
  function threeAuthors() {
    const { state } = createTestChain()
    aura.Authorities.set(state, authors)
    const announce = (number: number, enc_key: Uint8Array | undefined) => {
      system.Number.set(state, number)
      system.Digest.set(state, { logs: [slotDigest(BigInt(number - 1))] })
      return state.dispatcher.dispatch(state, noneOrigin, calls.announce_next_key.make({ enc_key }))
    }
    return { state, announce }
  }
  const seen = (state: State) => [
    storage.CurrentKey.get(state)?.[0],
    storage.PendingKey.get(state)?.[0],
    storage.NextKey.get(state)?.[0],
    storage.PendingKeyExpiresAt.get(state),
    storage.NextKeyExpiresAt.get(state),
  ]

  test("moves the keys of authors in turn: next, pending, current", () => {
    const { state, announce } = threeAuthors()
    const after = [1, 2, 3, 4, 5, 6].map((number) => {
      expect(announce(number, key(10 + number))).toMatchObject({ ok: true })
      return seen(state)
    })
    const none = undefined
    // Of block n the author after the next is the one who announced in block n - 1.
    expect(after).toEqual([
      [none, none, none, none, none],
      [none, none, 11, none, 5],
      [none, 11, 12, 5, 6],
      [11, 12, 13, 6, 7],
      [12, 13, 14, 7, 8],
      [13, 14, 15, 8, 9],
    ])
    expect(authors.map((author) => storage.AuthorKeys.get(state, author)?.[0])).toEqual([14, 15, 16])
  })

  test("without a key takes the author out, and its turn leaves a gap", () => {
    const { state, announce } = threeAuthors()
    for (const number of [1, 2, 3]) announce(number, key(10 + number))
    announce(4, undefined)
    expect(storage.AuthorKeys.get(state, authors[0] as Uint8Array)).toBeUndefined()
    announce(5, key(15))
    expect(seen(state)).toEqual([12, 13, undefined, 7, undefined])
    announce(6, key(16))
    expect(seen(state)).toEqual([13, undefined, 15, undefined, 9])
  })

  test("fails whole where the key's length is wrong", () => {
    const { state, announce } = threeAuthors()
    for (const number of [1, 2, 3]) announce(number, key(10 + number))
    const before = [...state.changes()]
    system.Number.set(state, 4)
    for (const length of [0, 1183, 1185])
      expect(announce(4, new Uint8Array(length))).toMatchObject(failedWith(errors.BadEncKeyLen))
    announce(3, new Uint8Array(1))
    expect([...state.changes()]).toEqual(before)
  })

  test("needs an author, and nobody who signs", () => {
    const { state, announce } = threeAuthors()
    aura.Authorities.set(state, [])
    expect(announce(1, key(1))).toMatchObject(failedWith(errors.Unreachable))
    system.Digest.set(state, { logs: [] })
    const call = calls.announce_next_key.make({ enc_key: key(1) })
    expect(state.dispatcher.dispatch(state, noneOrigin, call)).toMatchObject(failedWith(errors.Unreachable))
    const { call: dispatch } = createTestChain()
    for (const origin of [Alice, "root"] as const) expect(dispatch(origin, call)).toMatchObject(badOrigin)
  })

  test("comes before transactions, and in the pool not at all", () => {
    const chain = createTransactionChain()
    chain.nextBlock()
    const call = calls.announce_next_key.make({ enc_key: key(1) })
    expect(chain.apply(encodeBare(call))).toEqual({ ok: true, dispatched: true })
    const wrong = encodeBare(calls.announce_next_key.make({ enc_key: new Uint8Array(1) }))
    expect(chain.apply(wrong)).toEqual({ ok: true, dispatched: false })
    const transfer = balances.transfer_keep_alive.make({ dest: { type: "Id", value: Bob }, value: 1n })
    expect(chain.apply(chain.signed(keyOf("//Alice"), transfer))).toMatchObject({ ok: true })
    const invalid = { ok: false, error: { type: "Invalid", value: { type: "Call" } } }
    expect(chain.apply(encodeBare(call))).toEqual(invalid)
    const unknown = { ok: false, error: { type: "Unknown", value: { type: "NoUnsignedValidator" } } }
    expect(chain.validate(encodeBare(call))).toEqual(unknown)
    chain.nextBlock()
    expect(chain.apply(encodeBare(call))).toEqual({ ok: true, dispatched: true })
  })
})

test("submit_encrypted says who and what", () => {
  const { state, call } = createTestChain()
  const ciphertext = Uint8Array.of(1, 2, 3)
  const submission = calls.submit_encrypted.make({ ciphertext })
  expect(call("root", submission)).toMatchObject(badOrigin)
  expect(call(Alice, submission)).toMatchObject({ ok: true })
  const id = toHex(blake2b256(Uint8Array.of(...fromHex(Alice), 12, 1, 2, 3)))
  expect(state.events.at(-1)?.event.value).toEqual({ type: "EncryptedSubmitted", value: { id, who: Alice } })
})

describe("the queue", () => {
  const store = (length = 3) => calls.store_encrypted.make({ encrypted_call: new Uint8Array(length) })
  const queue = (state: State) => ({
    items: [...storage.PendingExtrinsics.entries(state)].length,
    count: storage.CounterForPendingExtrinsics.get(state),
    next: storage.NextPendingExtrinsicIndex.get(state),
  })
  const shieldEvents = (state: State) =>
    state.events
      .filter(({ event }) => event.type === "MevShield")
      .map(({ event: { value } }) => [value.type, (value.value as { readonly index: number }).index])

  test("stores a signer's call, which can not be decoded in the next block", () => {
    const chain = createTestChain()
    const { state } = chain
    chain.runBlocks(1)
    chain.takeEvents()
    expect(chain.call("root", store())).toMatchObject(badOrigin)
    for (const who of [Alice, Bob]) expect(chain.call(who, store(8192))).toMatchObject({ ok: true })
    expect(shieldEvents(state)).toEqual([
      ["ExtrinsicStored", 0],
      ["ExtrinsicStored", 1],
    ])
    expect(storage.PendingExtrinsics.get(state, 1)).toEqual({
      who: Bob,
      encrypted_call: new Uint8Array(8192),
      submitted_at: 1,
    })
    expect(queue(state)).toEqual({ items: 2, count: 2, next: 2 })
    chain.runBlocks(1)
    expect(system.Events.get(state).map(({ event }) => event.value)).toEqual(
      expect.arrayContaining([
        { type: "ExtrinsicDecodeFailed", value: { index: 0 } },
        { type: "ExtrinsicDecodeFailed", value: { index: 1 } },
      ]),
    )
    expect(queue(state)).toEqual({ items: 0, count: 0, next: 2 })
  })

  test("expires what is older than the lifetime, and passes over gaps", () => {
    const chain = createTestChain()
    const { state } = chain
    chain.runBlocks(1)
    for (let i = 0; i < 3; i++) chain.call(Alice, store())
    chain.call("root", calls.set_stored_extrinsic_lifetime.make({ value: 0 }))
    storage.PendingExtrinsics.delete(state, 1)
    storage.PendingExtrinsics.set(state, 2, { who: Alice, encrypted_call: new Uint8Array(), submitted_at: 2 })
    chain.runBlocks(1)
    const told = system.Events.get(state).filter(({ event }) => event.type === "MevShield")
    expect(told.map(({ event }) => event.value)).toEqual([
      { type: "ExtrinsicExpired", value: { index: 0 } },
      { type: "ExtrinsicDecodeFailed", value: { index: 2 } },
    ])
  })

  test("has a limit that root sets", () => {
    const { state, call } = createTestChain()
    expect(call("root", calls.set_max_pending_extrinsics_number.make({ value: 1 }))).toMatchObject({
      ok: true,
    })
    expect(call(Alice, store())).toMatchObject({ ok: true })
    expect(call(Alice, store())).toMatchObject(failedWith(errors.TooManyPendingExtrinsics))
    expect(queue(state)).toEqual({ items: 1, count: 1, next: 1 })
  })

  const big = 2_000_000_000_000n
  test.each([
    ["MaxPendingExtrinsicsNumberSet", calls.set_max_pending_extrinsics_number, 0xffff_ffff, undefined],
    ["OnInitializeWeightSet", calls.set_on_initialize_weight, big, big + 1n],
    ["ExtrinsicLifetimeSet", calls.set_stored_extrinsic_lifetime, 0xffff_ffff, undefined],
    ["MaxExtrinsicWeightSet", calls.set_max_extrinsic_weight, big, big + 1n],
  ] as const)("%s: root only, within limits", (event, setter, most, tooMuch) => {
    const { state, call } = createTestChain()
    const set = (value: number | bigint) => setter.make({ value: value as never })
    expect(call(Alice, set(most))).toMatchObject(badOrigin)
    expect(call("root", set(most))).toMatchObject({ ok: true })
    expect(state.events.at(-1)?.event.value).toEqual({ type: event, value: { value: most } })
    if (tooMuch !== undefined)
      expect(call("root", set(tooMuch))).toMatchObject(failedWith(errors.WeightExceedsAbsoluteMax))
  })
})

describe("ShieldApi", () => {
  const { try_decode_shielded_tx } = ShieldApi.methods
  const pair = shieldKeypair(fromHex(vectors.seed as Hex))
  const chain = createTransactionChain()
  chain.nextBlock()
  const birth = { era: mortalEra(8, 1), birthHash: hashAt(1) }
  const alice = keyOf("//Alice")
  system.BlockHash.set(chain.state, 1, hashAt(1))
  const transfer = balances.transfer_keep_alive.make({ dest: { type: "Id", value: Bob }, value: 1n })
  const inner = chain.signed(alice, transfer, { nonce: 1 })
  const entropy = { coins: new Uint8Array(32), nonce: new Uint8Array(24) }
  const encrypt = (plain: Uint8Array) => shield(pair.encapsulationKey, plain, entropy)
  const wrap = (ciphertext: Uint8Array) =>
    chain.signed(alice, calls.submit_encrypted.make({ ciphertext }), birth)
  const wire = (ciphertext: Uint8Array) => {
    const shielded = parseShielded(ciphertext)
    if (shielded === undefined) throw new Error("not readable")
    const { keyHash: key_hash, encapsulation: kem_ct, sealed: aead_ct, nonce } = shielded
    return { key_hash, kem_ct, aead_ct, nonce }
  }
  const decodeShielded = (extrinsic: Uint8Array) =>
    decode(try_decode_shielded_tx.output, chain.call("ShieldApi_try_decode_shielded_tx", extrinsic))
  const unshielded = (ciphertext: Uint8Array, key = pair.decapsulationKey) => {
    const args = concatBytes(encode(bytes, key), encode(ShieldedTransaction, wire(ciphertext)))
    const answer = chain.call("ShieldApi_try_unshield_tx", args)
    return answer[0] === 0 ? undefined : answer.slice(1)
  }

  test("reads what a signed submission carries, if the signature holds", () => {
    const ciphertext = encrypt(inner)
    const outer = wrap(ciphertext)
    expect(decodeShielded(outer)).toEqual(wire(ciphertext))
    const forged = outer.slice()
    forged[60]! ^= 1
    for (const other of [forged, inner, wrap(new Uint8Array(41))])
      expect(decodeShielded(other)).toBeUndefined()
  })

  test("opens with the right key only, to a whole extrinsic only", () => {
    expect(unshielded(encrypt(inner))).toEqual(inner)
    expect(unshielded(encrypt(Uint8Array.of(...inner, 9)))).toEqual(inner)
    expect(unshielded(encrypt(inner), shieldKeypair(new Uint8Array(64)).decapsulationKey)).toBeUndefined()
    expect(unshielded(encrypt(inner), new Uint8Array(3))).toBeUndefined()
    for (const plain of [new Uint8Array(), inner.subarray(0, 90), Uint8Array.of(8, 1, 2)])
      expect(unshielded(encrypt(plain))).toBeUndefined()
  })

  test("knows the key of the block to come by its hash", () => {
    const asked = (hash: Uint8Array) => chain.call("ShieldApi_is_shielded_using_current_key", hash)[0]
    expect(asked(twox128(key(1)))).toBe(0)
    storage.PendingKey.set(chain.state, key(1))
    expect([asked(twox128(key(1))), asked(twox128(key(2)))]).toEqual([1, 0])
  })
})
