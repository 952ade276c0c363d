import type { State } from "@taonet/frame/state"
import { fromHex, type Hex } from "@taonet/primitives/hex"
import { DecodeError, decode } from "@taonet/primitives/scale/index"
import { decodeExtrinsic } from "@taonet/runtime/executive/extrinsic"
import { RuntimeCall, type RuntimeCallValue } from "@taonet/runtime/outer"
import { storage as sudo, calls as sudoCalls } from "@taonet/runtime/pallets/sudo/schema"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import type { KvReader } from "@taonet/state/types"
import type { Block } from "../chain/blocks.ts"
import { nextTimestamp, openBlock } from "../chain/execute.ts"
import type { InBlock } from "../pool/entry.ts"
import { type DevContext, headState } from "./context.ts"
import { DevError } from "./errors.ts"
import { bytesOfJson, isObject } from "./fromJson.ts"
import { type Impersonation, transactionOf } from "./impersonation.ts"
import { isHexText } from "./json.ts"
import { type Outcome, outcomeOf, refusedOutcome } from "./outcome.ts"
import { type StorageChange, storageDiff } from "./storageDiff.ts"
import { palletNamed } from "./storageNames.ts"

/** A call as SCALE in hex, as `{ Pallet: { call: { … } } }`, or as `{ pallet, call, args }`. */
export type CallInput = string | Readonly<Record<string, unknown>>

/** An account, or `"root"`: the sudo key then sends the call through Sudo. */
export type Origin = Hex | "root"

export type DryRunInput =
  | { readonly extrinsic: Uint8Array }
  | { readonly call: CallInput; readonly origin: Origin }

export interface DryRun extends Outcome {
  readonly storageDiff: readonly StorageChange[]
}

export interface Called extends Outcome {
  readonly hash: Hex
  readonly number: number
  readonly index: number
}

export interface Calls {
  /** Sends a call as any account and makes the block that has it. Fee and nonce are the account's, as always. */
  call(origin: Origin, call: CallInput): Promise<Called>
  /** What would become of it in the block after `at`, the head without. Nothing is kept. */
  dryRun(input: DryRunInput, at?: Hex): DryRun
}

export function createCalls(context: DevContext, impersonation: Impersonation): Calls {
  const { chain, pool, engine } = context
  return {
    async call(origin, input) {
      const call = callOf(input)
      let found: InBlock | undefined
      await engine.exclusive(() => {
        const state = headState(context)
        const sent = asSent(state, origin, call)
        const bytes = transactionOf(state, sent.account, sent.call, pool)
        impersonation.during(sent.account, () =>
          pool.submit(bytes, (status, inBlock) => {
            if (typeof status === "object" && "inBlock" in status) found = inBlock
          }),
        )
      })
      // In instant mode its block may be there already.
      if (found === undefined) await engine.produce()
      const included = found as InBlock | undefined
      const block = included && chain.block(included.hash)
      if (included === undefined || block === undefined)
        throw new DevError(
          "refused",
          "call",
          "the next block did not take it; the pool holds others before it",
        )
      const { number } = block.header
      return { ...included, number, ...outcomeAt(chain.open(block.hash), included.index) }
    },
    dryRun: (input, at) => dryRun(context, input, at),
  }
}

function asSent(
  state: State,
  origin: Origin,
  call: RuntimeCallValue,
): { readonly account: Hex; readonly call: RuntimeCallValue } {
  if (origin !== "root") return { account: origin, call }
  const account = sudo.Key.get(state)
  if (account === undefined)
    throw new DevError("refused", "origin", "this chain has no sudo key, so nobody is root")
  return { account, call: sudoCalls.sudo.make({ call }) }
}

function outcomeAt(state: State, index: number): Outcome {
  const records = system.Events.get(state).filter(
    ({ phase }) => phase.type === "ApplyExtrinsic" && phase.value === index,
  )
  return outcomeOf(records as Parameters<typeof outcomeOf>[0])
}

function dryRun({ chain, clock }: DevContext, input: DryRunInput, at: Hex | undefined): DryRun {
  const parent = chain.block(at ?? chain.head().hash)
  if (parent === undefined) throw new DevError("unknown-block", "at", `there is no block ${at}`)
  const parentState = chain.state(parent.hash)
  const open = openBlock({
    runtime: chain.runtimeAt(parent.hash),
    parent,
    parentState,
    input: { timestampMs: timeAfter(parent, chain.slotDurationMs, clock.unixMs()) },
    slotDurationMs: chain.slotDurationMs,
    author: undefined,
  })
  for (const inherent of open.inherents()) open.apply(inherent)
  const { state } = open
  const before = new Map(state.changes())
  const depth = state.events.length
  const reader: Pick<KvReader, "get"> = {
    get: (key) => (before.has(key) ? before.get(key) : parentState.reader.get(key)),
  }
  // Signatures are not looked at: whoever asks may not have the key.
  const result = open.apply(extrinsicOf(state, input), true)
  if (!result.ok) return { ...refusedOutcome(result.error), storageDiff: [] }
  return { ...outcomeOf(state.events.slice(depth)), storageDiff: storageDiff(reader, state.changes()) }
}

const timeAfter = ({ header }: Block, slotDurationMs: bigint, nowMs: number): bigint =>
  nextTimestamp(header, BigInt(Math.trunc(nowMs)), slotDurationMs)

function extrinsicOf(state: State, input: DryRunInput): Uint8Array {
  if ("call" in input) {
    const sent = asSent(state, input.origin, callOf(input.call))
    return transactionOf(state, sent.account, sent.call)
  }
  try {
    decodeExtrinsic(input.extrinsic)
  } catch (error) {
    if (error instanceof DecodeError || error instanceof RangeError)
      throw new DevError("bad-value", "extrinsic", `it does not decode: ${error.message}`)
    throw error
  }
  return input.extrinsic
}

/** Throws DevError, which names the argument. */
export function callOf(input: CallInput): RuntimeCallValue {
  if (typeof input === "string") {
    if (!isHexText(input)) throw new DevError("bad-value", "call", "SCALE as hex with 0x is needed")
    return decoded(fromHex(input))
  }
  if (!isObject(input))
    throw new DevError(
      "bad-value",
      "call",
      "hex, { Pallet: { call: args } } or { pallet, call, args } is needed",
    )
  const { pallet, call, args } = input
  if (typeof pallet !== "string") return decoded(bytesOfJson(RuntimeCall, input, "call"))
  const { name } = palletNamed(pallet, "call.pallet")
  const named = { [name]: { [String(call)]: args ?? {} } }
  return decoded(bytesOfJson(RuntimeCall, named, "call"))
}

function decoded(bytes: Uint8Array): RuntimeCallValue {
  try {
    return decode(RuntimeCall, bytes)
  } catch (error) {
    if (!(error instanceof DecodeError || error instanceof RangeError)) throw error
    throw new DevError("bad-value", "call", `it does not decode: ${error.message}`)
  }
}
