/**
 * A runtime of a few lines, so that tests of the node do not depend on pallets: accounts with a nonce, and counters that anybody may
 * raise. An extrinsic is a SCALE byte vector of [signer byte, nonce u32 LE, op, operand].
 */
import type { ApplyResult, Runtime, TransactionValidity } from "@taonet/frame/runtime"
import { ApiError } from "@taonet/frame/runtime"
import type { State } from "@taonet/frame/state"
import { createState } from "@taonet/frame/state"
import { utf8 } from "@taonet/primitives/bytes"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { bytes as bytesCodec, decode, encode, u32 } from "@taonet/primitives/scale/index"
import { digestKey } from "./chain/header.ts"

/** add: raises the counter. fail: is never valid. refusedInBlock: the pool takes it, a block does not. fillsBlock: nothing fits after it. breaksInBlock: a bug that only the block meets. */
export const ops = {
  add: 0,
  fail: 1,
  refusedInBlock: 2,
  fillsBlock: 3,
  priority: 4,
  throws: 5,
  until: 6,
  breaksInBlock: 7,
} as const

export interface FakeTransaction {
  readonly signer: number
  readonly nonce: number
  readonly op?: keyof typeof ops
  readonly operand?: number
  readonly padding?: number
}

export function fakeExtrinsic({
  signer,
  nonce,
  op = "add",
  operand = 1,
  padding = 0,
}: FakeTransaction): Uint8Array {
  const content = [signer, ...encode(u32, nonce), ops[op], operand, ...new Array<number>(padding).fill(0)]
  return encode(bytesCodec, Uint8Array.from(content))
}

export const fakeAccount = (signer: number): Hex => `0x${signer.toString(16).padStart(2, "0").repeat(32)}`
export const counterKey = "counter:total"
const nonceKey = (signer: number): string => `nonce:${String.fromCharCode(signer)}`
const numberKey = "number"
const nowKey = "now"
const fullKey = "full"

const numberAt = (state: State, key: string): number => {
  const bytes = state.get(key)
  return bytes === undefined ? 0 : decode(u32, bytes)
}

export interface FakeCounts {
  validated: number
  initialized: number
}

/** Counts calls in `counts`, so that tests see what was not repeated. */
export function fakeRuntime(counts: FakeCounts = { validated: 0, initialized: 0 }): Runtime {
  return {
    version: {
      specName: "fake",
      implName: "fake",
      authoringVersion: 1,
      specVersion: 7,
      implVersion: 1,
      apis: [["0xdf6acb689907609b", 5]],
      transactionVersion: 1,
      systemVersion: 1,
      stateVersion: 1,
    },
    slotDurationMs: 250,
    metadata: (version) => (version === 14 ? utf8("meta") : undefined),
    genesis: () =>
      new Map([
        [":code", utf8("fake")],
        [counterKey, encode(u32, 0)],
        ...Array.from({ length: 20 }, (_, i) => [`map:${String.fromCharCode(i)}`, encode(u32, i)] as const),
      ]),
    open: (overlay) => createState(overlay, new Map(), undefined as never),
    validateTransaction(state, extrinsic) {
      counts.validated++
      return validity(state, extrinsic)
    },
    initializeBlock(state, { number, digest }) {
      counts.initialized++
      state.set(numberKey, encode(u32, number))
      state.delete(fullKey)
      state.delete(digestKey)
      if (digest.length !== 1) throw new Error("expected a slot")
    },
    inherents: (_state, { timestampMs }) => [
      encode(bytesCodec, Uint8Array.of(255, ...encode(u32, Number(timestampMs % 0xffffffffn)))),
    ],
    applyExtrinsic: apply,
    finalizeBlock() {},
    producerOf: () => undefined,
    validators: () => [],
    call(state, method, args, { blockHash }) {
      if (method === "AccountNonceApi_account_nonce")
        return encode(u32, numberAt(state, nonceKey(args[0] ?? 0)))
      if (method === "Fake_total") return encode(u32, numberAt(state, counterKey))
      if (method === "Fake_hash") return fromHex(blockHash)
      if (method === "Fake_panic") throw new Error("boom")
      throw new ApiError(`Exported method ${method} is not found`)
    },
  }
}

function validity(state: State, extrinsic: Uint8Array): TransactionValidity {
  const [signer = 0, , , , , op, operand = 0] = content(extrinsic)
  if (op === ops.throws) throw new Error("a bug of the runtime")
  if (op === ops.fail)
    return { ok: false, error: { type: "Invalid", value: { type: "Custom", value: operand } } }
  const number = numberAt(state, numberKey)
  if (op === ops.until && number > operand)
    return { ok: false, error: { type: "Invalid", value: { type: "AncientBirthBlock" } } }
  const nonce = decode(u32, content(extrinsic).slice(1, 5))
  const next = numberAt(state, nonceKey(signer))
  if (nonce < next) return { ok: false, error: { type: "Invalid", value: { type: "Stale" } } }
  return {
    ok: true,
    value: {
      priority: op === ops.priority ? BigInt(operand) : 1n,
      requires: nonce > next ? [nonceTag(signer, nonce - 1)] : [],
      provides: [nonceTag(signer, nonce)],
      longevity: op === ops.until ? BigInt(operand - number) : 0xffff_ffff_ffff_ffffn,
      propagate: true,
    },
  }
}

function apply(state: State, extrinsic: Uint8Array): ApplyResult {
  const bytes = content(extrinsic)
  if (bytes[0] === 255) {
    state.set(nowKey, bytes.slice(1))
    return { ok: true, dispatched: true }
  }
  const verdict = validity(state, extrinsic)
  if (!verdict.ok) return verdict
  if (verdict.value.requires.length > 0)
    return { ok: false, error: { type: "Invalid", value: { type: "Future" } } }
  const [signer = 0, , , , , op, operand = 0] = bytes
  if (op === ops.breaksInBlock) throw new Error("a bug of the runtime")
  if (op === ops.refusedInBlock) return { ok: false, error: { type: "Invalid", value: { type: "Payment" } } }
  if (state.get(fullKey) !== undefined)
    return { ok: false, error: { type: "Invalid", value: { type: "ExhaustsResources" } } }
  if (op === ops.fillsBlock) state.set(fullKey, Uint8Array.of(1))
  state.set(nonceKey(signer), encode(u32, numberAt(state, nonceKey(signer)) + 1))
  state.set(counterKey, encode(u32, numberAt(state, counterKey) + operand))
  return { ok: true, dispatched: true }
}

const content = (extrinsic: Uint8Array): Uint8Array => decode(bytesCodec, extrinsic)
const nonceTag = (signer: number, nonce: number): Hex =>
  toHex(Uint8Array.from([...fromHex(fakeAccount(signer)), ...encode(u32, nonce)]))
