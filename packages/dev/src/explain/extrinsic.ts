import type { EventRecord } from "@taonet/frame/state"
import { outcomeOf } from "@taonet/node/dev/outcome"
import { blake2b256 } from "@taonet/primitives/hash"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { decode } from "@taonet/primitives/scale/index"
import { decodeExtrinsic } from "@taonet/runtime/executive/extrinsic"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import type { KvReader } from "@taonet/state/types"
import type { About } from "./about.ts"
import type { ChainView } from "./chainView.ts"

/** An extrinsic that is in a block. */
export interface FoundExtrinsic {
  readonly block: { readonly number: number; readonly hash: Hex }
  readonly index: number
  readonly call: string
  readonly about: About
}

/** Looks through blocks backwards from the view's, at most so many. */
export function findExtrinsic(view: ChainView, hash: Hex, blocks: number): FoundExtrinsic | undefined {
  let block: ChainView["block"] | undefined = view.block
  for (let looked = 0; block !== undefined && looked < blocks; looked++) {
    const index = block.extrinsics.findIndex((bytes) => toHex(blake2b256(bytes)) === hash)
    const bytes = block.extrinsics[index]
    if (bytes !== undefined)
      return { block: { number: block.header.number, hash: block.hash }, index, ...read(bytes) }
    block = block.header.number === 0 ? undefined : view.blockAt(block.header.parentHash)
  }
  return undefined
}

interface Call {
  readonly type: string
  readonly value: { readonly type: string; readonly value?: unknown }
}

/** What the extrinsic's call names, or the calls inside it, and who signed. */
function read(bytes: Uint8Array): Pick<FoundExtrinsic, "call" | "about"> {
  const { signed, call } = decodeExtrinsic(bytes)
  const signer = signed?.address.type === "Id" ? signed.address.value : undefined
  const calls = withInner(call)
  const named = <T>(names: readonly string[], is: (value: unknown) => value is T): T | undefined =>
    calls.flatMap((one) => names.map((name) => argsOf(one)[name])).find(is)
  const netuid = named(["netuid", "origin_netuid"], isNumber)
  const mecid = named(["mecid"], isNumber)
  const byHotkey = calls.some(({ value }) => hotkeySigns.test(value.type))
  const hotkey = named(["hotkey"], isAccount) ?? (byHotkey ? signer : undefined)
  return {
    call: `${call.type}.${call.value.type}`,
    about: {
      ...(netuid === undefined ? {} : { netuid }),
      ...(mecid === undefined ? {} : { mecid }),
      ...(hotkey === undefined ? {} : { hotkey }),
      ...(byHotkey || signer === undefined ? {} : { coldkey: signer }),
    },
  }
}

const argsOf = ({ value }: Call): Readonly<Record<string, unknown>> =>
  (value.value ?? {}) as Readonly<Record<string, unknown>>
const isNumber = (value: unknown): value is number => typeof value === "number"
const isAccount = (value: unknown): value is Hex =>
  typeof value === "string" && /^0x[0-9a-f]{64}$/.test(value)

/** The call and those that it carries: of a batch, a proxy, sudo. Decoding has bounded how deep they lie. */
function withInner(call: Call): Call[] {
  const { calls, call: single } = argsOf(call) as { calls?: Call[]; call?: Call }
  const inner = [...(Array.isArray(calls) ? calls : []), ...(single?.value ? [single] : [])]
  return [call, ...inner.flatMap(withInner)]
}

/** Calls that hotkeys sign. */
const hotkeySigns = /weights|serve_|set_commitment|associate_evm_key/

/** How it went, from the events of its block, whose state `reader` is. */
export function outcomeIn(
  reader: KvReader,
  index: number,
): { readonly ok: boolean; readonly error?: string } {
  const bytes = reader.get(system.Events.key())
  const events = bytes === undefined ? [] : (decode(system.Events.codec, bytes) as unknown as EventRecord[])
  const own = events.filter(({ phase }) => phase.type === "ApplyExtrinsic" && phase.value === index)
  const { ok, error } = outcomeOf(own)
  return { ok, ...(error === undefined ? {} : { error }) }
}
