import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { blake2b256 } from "@taonet/primitives/hash"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import type { EventRecord } from "@taonet/runtime/pallets/system/types"
import { palletSchemas } from "@taonet/runtime/schemas"
import { type Client, readValue } from "../client.ts"
import type { Signer } from "../signer.ts"
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
  readonly error: string
  readonly receipt: Receipt
  constructor(error: string, doc: string, receipt: Receipt) {
    super(doc === "" ? error : `${error}: ${doc}`)
    this.error = error
    this.receipt = receipt
  }
}

/** The transaction did not make it into a block: dropped, invalid, replaced. */
export class TransactionDropped extends Error {
  override readonly name = "TransactionDropped"
}

/** Signs, submits, waits for finality and returns what happened. Rejects with DispatchRejected when the call failed. */
export async function submit(
  client: Client,
  signer: Signer,
  call: RuntimeCallValue,
  options: SignOptions = {},
): Promise<Receipt> {
  const bytes = await signTransaction(client, signer, call, options)
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
      .then((opened) => {
        subscription = opened
        if (settled) opened.close()
      }, reject)
  })
}

async function receiptOf(client: Client, bytes: Uint8Array, blockHash: Hex): Promise<Receipt> {
  const { block } = await client.transport.request<{ block: { extrinsics: Hex[] } }>("chain_getBlock", [
    blockHash,
  ])
  const index = block.extrinsics.indexOf(toHex(bytes))
  const all = await readValue(client, system.Events, blockHash)
  const events = all.filter(({ phase }) => phase.type === "ApplyExtrinsic" && phase.value === index)
  const receipt: Receipt = { blockHash, extrinsicHash: toHex(blake2b256(bytes)), events, fee: feeIn(events) }
  const failed = find(events, "System", "ExtrinsicFailed") as
    | { dispatch_error: DispatchErrorValue }
    | undefined
  if (failed) throw rejected(failed.dispatch_error, receipt)
  const sudid = find(events, "Sudo", "Sudid") ?? find(events, "Sudo", "SudoAsDone")
  const inner = (sudid as { sudo_result: { ok: boolean; error?: DispatchErrorValue } } | undefined)
    ?.sudo_result
  if (inner && !inner.ok) throw rejected(inner.error!, receipt)
  return receipt
}

interface DispatchErrorValue {
  readonly type: string
  readonly value?: unknown
}

function rejected(error: DispatchErrorValue, receipt: Receipt): DispatchRejected {
  if (error.type !== "Module")
    return new DispatchRejected(
      error.type + (typeof error.value === "string" ? `.${error.value}` : ""),
      "",
      receipt,
    )
  const { index, error: bytes } = error.value as { index: number; error: Uint8Array }
  const pallet = palletSchemas.find((schema) => schema.index === index)
  const found = Object.values(pallet?.tables.errors ?? {}).find((def) => def.index === bytes[0])
  return new DispatchRejected(
    `${pallet?.name ?? index}.${found?.name ?? bytes[0]}`,
    found?.doc ?? "",
    receipt,
  )
}

function feeIn(events: readonly EventRecord[]): bigint {
  const paid = find(events, "TransactionPayment", "TransactionFeePaid") as { actual_fee: bigint } | undefined
  return paid?.actual_fee ?? 0n
}

function find(events: readonly EventRecord[], pallet: string, name: string): unknown {
  return events.find(({ event }) => event.type === pallet && event.value.type === name)?.event.value.value
}
