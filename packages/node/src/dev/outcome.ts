import type { TransactionError } from "@taonet/frame/runtime"
import type { EventRecord } from "@taonet/frame/state"
import { DispatchError } from "@taonet/frame/types/sp_runtime"
import { encode, type Result } from "@taonet/primitives/scale/index"
import { RuntimeEvent } from "@taonet/runtime/outer"
import { palletSchemas } from "@taonet/runtime/schemas"
import { invalidText, unknownText } from "../pool/errors.ts"
import { type Json, jsonOf } from "./json.ts"

export interface EventJson {
  readonly pallet: string
  readonly name: string
  readonly data: Json
}

/** How an extrinsic went. */
export interface Outcome {
  /** Whether it is in a block, or would be. */
  readonly included: boolean
  /** Whether its call succeeded; of a call through Sudo, the one that it holds, about which the chain itself only tells. */
  readonly ok: boolean
  /** `SubtensorModule.NotEnoughBalanceToStake`, another dispatch error's name, or why it can not be included. */
  readonly error?: string
  /** What the pallet says of its error. */
  readonly errorDoc?: string
  readonly events: readonly EventJson[]
  /** Rao, without tip; null where none was paid. */
  readonly fee: string | null
}

export const refusedOutcome = (error: TransactionError): Outcome => ({
  included: false,
  ok: false,
  error: error.type === "Invalid" ? invalidText(error.value) : unknownText(error.value),
  events: [],
  fee: null,
})

/** From the events of one extrinsic. */
export function outcomeOf(records: readonly EventRecord[]): Outcome {
  const paid = records.find(
    ({ event }) => event.type === "TransactionPayment" && event.value.type === "TransactionFeePaid",
  )
  const error = failureIn(records)
  return {
    included: true,
    ok: error === undefined,
    ...(error === undefined ? {} : errorOf(error)),
    events: records.map(eventJson),
    fee: paid === undefined ? null : String((paid.event.value.value as { actual_fee: bigint }).actual_fee),
  }
}

/** The extrinsic's own, or that of a call that it made through Sudo. */
function failureIn(records: readonly EventRecord[]): DispatchError | undefined {
  for (const { event } of records.toReversed()) {
    const { type: name, value } = event.value
    if (event.type === "System" && name === "ExtrinsicFailed")
      return (value as { dispatch_error: DispatchError }).dispatch_error
    if (event.type === "Sudo" && (name === "Sudid" || name === "SudoAsDone")) {
      const { sudo_result: result } = value as { sudo_result: Result<undefined, DispatchError> }
      if (!result.ok) return result.error
    }
  }
  return undefined
}

export function eventJson({ event }: EventRecord): EventJson {
  const json = jsonOf(RuntimeEvent, encode(RuntimeEvent, event)) as Readonly<Record<string, Json>>
  const [[pallet, inner] = ["", null]] = Object.entries(json)
  if (typeof inner === "string") return { pallet, name: inner, data: null }
  const [[name, data] = ["", null]] = Object.entries(inner as Readonly<Record<string, Json>>)
  return { pallet, name, data }
}

function errorOf(error: DispatchError): { readonly error: string; readonly errorDoc?: string } {
  if (error.type !== "Module") {
    const json = jsonOf(DispatchError, encode(DispatchError, error))
    return { error: typeof json === "string" ? json : `${error.type}.${Object.values(json as object)[0]}` }
  }
  const { index, error: bytes } = error.value
  const schema = palletSchemas.find((one) => one.index === index)
  const entry = Object.values(schema?.tables.errors ?? {}).find((one) => one.index === bytes[0])
  if (schema === undefined || entry === undefined) return { error: `Module ${index}, error ${bytes[0]}` }
  return { error: `${schema.name}.${entry.name}`, errorDoc: entry.doc }
}
