import { type DispatchFailure, ModuleError } from "@taonet/frame/errors"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { palletSchemas } from "../schemas.ts"

/* The traces' way of writing values: what is compared and shown is in this form. */

/** `@7` is the account of 32 bytes 7. */
export function accountNamed(name: string): Hex {
  return name.startsWith("@") ? toHex(new Uint8Array(32).fill(Number(name.slice(1)))) : (name as Hex)
}

/** A decoded value of ours as the traces write it: bytes as hex, big numbers as text, unit variants as their name. */
export function spelled(value: unknown): unknown {
  if (value === undefined || value === null) return null
  if (typeof value === "bigint") return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : `${value}`
  if (typeof value === "string") return spelledText(value)
  if (value instanceof Uint8Array) return spelledText(toHex(value))
  if (Array.isArray(value)) return value.map(spelled)
  if (typeof value !== "object") return value
  const { type, value: inner, ...rest } = value as Readonly<Record<string, unknown>>
  if (typeof type === "string" && Object.keys(rest).length === 0)
    return inner === undefined ? type : { [type]: spelled(inner) }
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, spelled(part)]))
}

const spelledText = (text: string): string =>
  /^0x(..)\1{31}$/.test(text) ? `@${Number.parseInt(text.slice(2, 4), 16)}` : text

export function errorName(failure: DispatchFailure): string {
  if (failure instanceof ModuleError) return `${failure.def.pallet}.${failure.def.name}`
  const value = failure.value as { readonly type: string; readonly value?: unknown }
  return typeof value.value === "string" ? `${value.type}(${value.value})` : value.type
}

/** Indices of pallets in the recording runtime, where calls and module errors carry them. */
export const recordedPallets: ReadonlyMap<number, string> = new Map([
  [2, "Balances"],
  [4, "SubtensorModule"],
])

const ourPallets = new Map(palletSchemas.map(({ index, name }) => [index, name]))
const errorNames = new Map(
  palletSchemas.flatMap(({ name, tables }) =>
    Object.values(tables.errors).map((error) => [`${name} ${error.index}`, `${name}.${error.name}`] as const),
  ),
)

/** Names the module errors inside a spelled value, since their bytes carry pallet indices that differ between the two runtimes. */
export function withNamedErrors(value: unknown, side: "recorded" | "ours"): unknown {
  const pallets = side === "recorded" ? recordedPallets : ourPallets
  const visit = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(visit)
    if (typeof part !== "object" || part === null) return part
    const { Module: module } = part as {
      readonly Module?: { readonly index: number; readonly error: string }
    }
    if (module) {
      const error = Number.parseInt(module.error.slice(2, 4), 16)
      return errorNames.get(`${pallets.get(module.index)} ${error}`) ?? part
    }
    return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, visit(inner)]))
  }
  return visit(value)
}
