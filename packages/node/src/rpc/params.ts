import { fromHex, type Hex, isHex } from "@taonet/primitives/hex"
import { decodeAddress } from "@taonet/primitives/ss58"
import { invalidParams } from "./errors.ts"

/** Positional parameters. What is missing and what is null are the same. */
export type Params = readonly unknown[]

export function optional<T>(
  params: Params,
  index: number,
  read: (params: Params, index: number) => T,
): T | undefined {
  return params[index] === undefined || params[index] === null ? undefined : read(params, index)
}

/** Bytes as hex text, `0x` or not: both are in use. */
export function bytesParam(params: Params, index: number): Uint8Array {
  const value = params[index]
  if (typeof value !== "string" || !isHex(value)) throw wrong(index, "hex bytes")
  return fromHex(value)
}

/** A 32-byte hash, as lower-case hex with `0x`. */
export function hashParam(params: Params, index: number): Hex {
  const value = params[index]
  if (typeof value !== "string" || !/^(0x)?[0-9a-fA-F]{64}$/.test(value)) throw wrong(index, "a 32-byte hash")
  const digits = value.startsWith("0x") ? value.slice(2) : value
  return `0x${digits.toLowerCase()}`
}

export function stringParam(params: Params, index: number): string {
  const value = params[index]
  if (typeof value !== "string") throw wrong(index, "a string")
  return value
}

export function boolParam(params: Params, index: number): boolean {
  const value = params[index]
  if (typeof value !== "boolean") throw wrong(index, "a boolean")
  return value
}

/** A whole number from 0 to 2^32 − 1, or its hex text. */
export function u32Param(params: Params, index: number): number {
  const number = asU32(params[index])
  if (number === undefined) throw wrong(index, "a u32")
  return number
}

export function asU32(value: unknown): number | undefined {
  const number = typeof value === "string" && /^0x[0-9a-fA-F]{1,8}$/.test(value) ? Number(value) : value
  const fits = typeof number === "number" && Number.isInteger(number) && number >= 0 && number <= 0xffff_ffff
  return fits ? number : undefined
}

/** A list of bounded length. */
export function listParam<T>(
  params: Params,
  index: number,
  max: number,
  read: (params: Params, index: number) => T,
): T[] {
  const value = params[index]
  if (!Array.isArray(value)) throw wrong(index, "a list")
  if (value.length > max) throw invalidParams(`parameter ${index} has more than ${max} items`)
  return value.map((_, at) => read(value, at))
}

/** An account, from its address or its 32 bytes in hex. */
export function accountParam(params: Params, index: number): Hex {
  const text = stringParam(params, index)
  if (/^0x[0-9a-fA-F]{64}$/.test(text)) return text.toLowerCase() as Hex
  try {
    return decodeAddress(text)
  } catch (error) {
    throw invalidParams(`parameter ${index}: ${error instanceof Error ? error.message : "not an address"}`)
  }
}

function wrong(index: number, expected: string): Error {
  return invalidParams(`parameter ${index} is not ${expected}`)
}
