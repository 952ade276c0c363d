import type { ModuleErrorDef } from "@taonet/frame/errors"
import { DispatchError } from "@taonet/frame/types/sp_runtime"
import { fromHex, type Hex } from "@taonet/primitives/hex"
import { decode } from "@taonet/primitives/scale/index"
import { customErrorCode } from "@taonet/runtime/guards/customErrors"
import { errors as subtensorErrors } from "@taonet/runtime/pallets/subtensor/schema"
import { palletSchemas } from "@taonet/runtime/schemas"
import { type OtherReason, otherReasons, rpcReasons } from "./otherReasons.ts"

/** What somebody wants explained. */
export type Subject =
  | { readonly type: "error"; readonly error: ModuleErrorDef }
  | { readonly type: "other"; readonly name: string; readonly reason: OtherReason }
  | { readonly type: "extrinsic"; readonly hash: Hex }

/** Nothing is known of what was asked for. `near` are names that look like it. */
export class UnknownSubjectError extends Error {
  override readonly name = "UnknownSubjectError"
  readonly code = "unknown-subject"
}

const allErrors: readonly ModuleErrorDef[] = palletSchemas.flatMap(({ tables }) =>
  Object.values(tables.errors),
)
const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "")

/**
 * Reads an error's name with or without its pallet, `7.23`, `Module { index: 7, error: [23, 0, 0, 0] }`, a dispatch error in SCALE, `Custom error: 6`,
 * a JSON-RPC code, the name of another refusal, or an extrinsic's hash. Several where a name or a code stands for several.
 * Throws UnknownSubjectError.
 */
export function subjectsOf(text: string): readonly Subject[] {
  const given = text.trim()
  const found =
    hashIn(given) ?? moduleIn(given) ?? scaleIn(given) ?? customIn(given) ?? codeIn(given) ?? named(given)
  if (found !== undefined && found.length > 0) return found
  throw new UnknownSubjectError(
    `nothing is known of "${given.slice(0, 80)}": an error's name, a code like 7.23, "Custom error: 6" or 1010, or an extrinsic's hash is needed; the nearest names are ${nearest(given).join(", ")}`,
  )
}

const hashIn = (text: string): Subject[] | undefined =>
  /^0x[0-9a-f]{64}$/i.test(text) ? [{ type: "extrinsic", hash: text.toLowerCase() as Hex }] : undefined

function moduleIn(text: string): Subject[] | undefined {
  const short = /^(\d{1,3})\.(\d{1,3})$/.exec(text)
  const long = /index:?\s*"?(\d+)"?[^[\d]*error:?"?:?\s*"?(?:\[\s*(\d+)|(0x[0-9a-f]{2,8})|(\d+))/i.exec(
    text.replaceAll(/["']/g, ""),
  )
  if (short) return moduleError(Number(short[1]), Number(short[2]))
  if (!long) return undefined
  const [, index, listed, hex, number] = long
  return moduleError(Number(index), hex ? (fromHex(hex)[0] ?? 0) : Number(listed ?? number))
}

function moduleError(pallet: number, index: number): Subject[] {
  return allErrors
    .filter((error) => error.palletIndex === pallet && error.index === index)
    .map((error) => ({ type: "error", error }))
}

/** `DispatchError` as it stands in events (`0x03 07 17000000`), or only its module part. */
function scaleIn(text: string): Subject[] | undefined {
  if (!/^0x([0-9a-f]{2}){1,7}$/i.test(text)) return undefined
  const bytes = fromHex(text)
  try {
    const error = decode(DispatchError, bytes)
    if (error.type === "Module") return moduleError(error.value.index, error.value.error[0] ?? 0)
    return named("value" in error ? `${error.type}.${error.value}` : error.type)
  } catch {
    return bytes.length === 5 || bytes.length === 2 ? moduleError(bytes[0] ?? 0, bytes[1] ?? 0) : undefined
  }
}

/** The pool's own numbers; some stand for several errors. */
function customIn(text: string): Subject[] | undefined {
  const [, digits] = /custom(?:\s*error)?\s*[:(]?\s*(\d{1,3})\b/i.exec(text) ?? []
  if (digits === undefined) return undefined
  const code = Number(digits)
  const found = Object.values(subtensorErrors).filter((error) => customErrorCode(error) === code)
  if (code === 255)
    return [{ type: "other", name: "Custom error: 255", reason: otherReasons["Custom255"] as OtherReason }]
  return found.map((error) => ({ type: "error", error }))
}

function codeIn(text: string): Subject[] | undefined {
  const [, digits] = /^(?:rpc(?:error)?:?\s*|code:?\s*)?(-?\d{4,5})\b/i.exec(text) ?? []
  if (digits === undefined) return undefined
  const name = /invalid transaction:?\s*(.+)$/i.exec(text)?.[1]
  const inner = name === undefined ? undefined : (customIn(name) ?? named(name))
  if (inner !== undefined && inner.length > 0) return inner
  const reason = rpcReasons[digits]
  return reason && [{ type: "other", name: `JSON-RPC error ${digits}`, reason }]
}

function named(text: string): Subject[] | undefined {
  const wanted = plain(text)
  const modules = allErrors.filter(
    ({ pallet, name }) => plain(name) === wanted || plain(`${pallet}${name}`) === wanted,
  )
  if (modules.length > 0) return modules.map((error) => ({ type: "error", error }))
  return Object.entries(otherReasons)
    .filter(
      ([name, { says }]) => plain(name) === wanted || (says !== undefined && wanted.includes(plain(says))),
    )
    .map(([name, reason]) => ({ type: "other", name, reason }))
}

/** Names that have most pairs of letters in common. */
function nearest(text: string): string[] {
  const pairsOf = (name: string): Set<string> =>
    new Set(Array.from({ length: Math.max(0, name.length - 1) }, (_, i) => name.slice(i, i + 2)))
  const wanted = pairsOf(plain(text.slice(0, 80)))
  const likeness = (name: string): number => {
    const pairs = pairsOf(plain(name))
    return [...pairs].filter((pair) => wanted.has(pair)).length / (pairs.size + wanted.size + 1)
  }
  return [...new Set([...allErrors.map(({ name }) => name), ...Object.keys(otherReasons)])]
    .map((name) => [likeness(name), name] as const)
    .sort(([a], [b]) => b - a)
    .slice(0, 5)
    .map(([, name]) => name)
}
