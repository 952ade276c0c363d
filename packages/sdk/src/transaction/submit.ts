import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { blake2b256 } from "@taonet/primitives/hash"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { customErrorCode } from "@taonet/runtime/guards/customErrors"
import { errors as subtensorErrors } from "@taonet/runtime/pallets/subtensor/schema"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import type { EventRecord } from "@taonet/runtime/pallets/system/types"
import { type Client, readValue } from "../client.ts"
import { type DispatchErrorValue, type DispatchFailure, dispatchFailure } from "../errors/dispatchError.ts"
import type { Signer } from "../signer.ts"
import { RpcError } from "../transport/types.ts"
import { type SignOptions, signTransaction } from "./sign.ts"

export interface Receipt {
  readonly blockHash: Hex
  readonly extrinsicHash: Hex
  readonly events: readonly EventRecord[]
  /** Rao, tip included. */
  readonly fee: bigint
}

/** The call was included and failed. `error` is `Pallet.Error` where a pallet raised it. */
export class DispatchRejected extends Error {
  override readonly name = "DispatchRejected"
  readonly code = "DISPATCH"
  readonly error: string
  readonly failure: DispatchFailure
  readonly receipt: Receipt
  constructor(failure: DispatchFailure, receipt: Receipt) {
    super(failure.docs === "" ? failure.name : `${failure.name}: ${failure.docs}`)
    this.error = failure.name
    this.failure = failure
    this.receipt = receipt
  }
}

/** The transaction did not make it into a block: dropped, invalid, replaced. */
export class TransactionDropped extends Error {
  override readonly name = "TransactionDropped"
  readonly code = "DROPPED"
}

/** Signs, submits, waits for finality and returns what happened. Rejects with DispatchRejected when the call failed. */
export async function submit(
  client: Client,
  signer: Signer,
  call: RuntimeCallValue,
  options: SignOptions = {},
): Promise<Receipt> {
  const bytes = await signTransaction(client, signer, call, options)
  return submitSigned(client, bytes)
}

/** The same for an extrinsic that is signed already, here or elsewhere. */
export async function submitSigned(client: Client, bytes: Uint8Array): Promise<Receipt> {
  const blockHash = await untilFinalized(client, bytes)
  return receiptOf(client, bytes, blockHash)
}

function untilFinalized(client: Client, bytes: Uint8Array): Promise<Hex> {
  return new Promise((resolve, reject) => {
    let subscription: { close(): void } | undefined
    let settled = false
    const settle = (act: () => void) => {
      settled = true
      subscription?.close()
      act()
    }
    const onStatus = (status: unknown) => {
      if (typeof status === "object" && status !== null) {
        if ("finalized" in status) return settle(() => resolve(status.finalized as Hex))
        const failed = ["retracted", "usurped", "finalityTimeout"].find((key) => key in status)
        if (failed) settle(() => reject(new TransactionDropped(failed)))
      } else if (status === "dropped" || status === "invalid")
        settle(() => reject(new TransactionDropped(status)))
    }
    client.transport
      .subscribe(
        "author_submitAndWatchExtrinsic",
        [toHex(bytes)],
        "author_unwatchExtrinsic",
        onStatus,
        reject,
      )
      .then(
        (opened) => {
          subscription = opened
          if (settled) opened.close()
        },
        (error: unknown) => reject(explained(error)),
      )
  })
}

/** The pool's refusal. */
const invalidTransaction = 1010

/** The node will not take the transaction: it could not succeed now. */
export class TransactionInvalid extends RpcError {
  override readonly name = "TransactionInvalid"
  /** `Pallet.Error`s of which one would have been raised, where the node gives a number of its own ("Custom error: N"). */
  readonly errors: readonly string[]
  constructor({ code, message, data }: RpcError) {
    const number = /Custom error: (\d+)/.exec(`${message} ${data}`)?.[1]
    const errors = number === undefined ? [] : errorsOfNumber(Number(number))
    super(code, message, data, errors.length > 0 ? `${message} (${errors.join(" or ")})` : message)
    this.errors = errors
  }
}

const unnamedError = 255

function errorsOfNumber(number: number): string[] {
  if (number === unnamedError) return []
  return Object.values(subtensorErrors)
    .filter((def) => customErrorCode(def) === number)
    .map(({ pallet, name }) => `${pallet}.${name}`)
}

const explained = (error: unknown): unknown =>
  error instanceof RpcError && error.code === invalidTransaction ? new TransactionInvalid(error) : error

/** What a block says of an extrinsic in it. Rejects with DispatchRejected when the call failed, with RangeError when it is not there. */
export async function receiptOf(client: Client, bytes: Uint8Array, blockHash: Hex): Promise<Receipt> {
  const { block } = await client.transport.request<{ block: { extrinsics: Hex[] } }>("chain_getBlock", [
    blockHash,
  ])
  const index = block.extrinsics.indexOf(toHex(bytes))
  if (index === -1) throw new RangeError(`the extrinsic is not in block ${blockHash}`)
  const all = await readValue(client, system.Events, blockHash)
  const events = all.filter(({ phase }) => phase.type === "ApplyExtrinsic" && phase.value === index)
  const receipt: Receipt = { blockHash, extrinsicHash: toHex(blake2b256(bytes)), events, fee: feeIn(events) }
  const error = failureIn(events)
  if (error) throw new DispatchRejected(dispatchFailure(error), receipt)
  return receipt
}

type Result = { readonly ok: boolean; readonly error?: DispatchErrorValue }

/** Events that tell how a call inside the call went, and where they keep it. The outer call succeeds all the same. */
const innerResults: readonly (readonly [pallet: string, event: string, field: string])[] = [
  ["Sudo", "Sudid", "sudo_result"],
  ["Sudo", "SudoAsDone", "sudo_result"],
  ["Proxy", "ProxyExecuted", "result"],
  ["Multisig", "MultisigExecuted", "result"],
]

function failureIn(events: readonly EventRecord[]): DispatchErrorValue | undefined {
  const failed = find(events, "System", "ExtrinsicFailed") ?? find(events, "Utility", "BatchInterrupted")
  const { dispatch_error, error } = (failed ?? {}) as Record<string, DispatchErrorValue | undefined>
  if (dispatch_error ?? error) return dispatch_error ?? error
  for (const [pallet, event, field] of innerResults) {
    const result = (find(events, pallet, event) as Record<string, Result> | undefined)?.[field]
    if (result && !result.ok) return result.error
  }
  return undefined
}

function feeIn(events: readonly EventRecord[]): bigint {
  const paid = find(events, "TransactionPayment", "TransactionFeePaid") as { actual_fee: bigint } | undefined
  return paid?.actual_fee ?? 0n
}

function find(events: readonly EventRecord[], pallet: string, name: string): unknown {
  return events.find(({ event }) => event.type === pallet && event.value.type === name)?.event.value.value
}
