import type { Hex } from "@taonet/primitives/hex"
import { DevError } from "../../dev/errors.ts"
import { accountOf, integer, isObject } from "../../dev/fromJson.ts"
import type { Origin } from "../../dev/index.ts"
import type { Params } from "../params.ts"

/*
 * Parameters of the methods of development chains, which people type: each has a name, and errors say it. Integers are numbers, decimal text
 * or hex. Anvil and Chopsticks pass some things by position and some in one object; both are read where both are in use.
 */

const isAbsent = (value: unknown): value is null | undefined => value === undefined || value === null

export function numberOf(value: unknown, field: string): number {
  const number = Number(integer(value, field))
  if (number < 0 || number > 0xffff_ffff)
    throw new DevError("bad-value", field, `a u32 is needed, not ${number}`)
  return number
}

export const optionalNumber = (value: unknown, field: string): number | undefined =>
  isAbsent(value) ? undefined : numberOf(value, field)

export const bigintOf = (value: unknown, field: string): bigint => {
  const number = integer(value, field)
  if (number < 0n) throw new DevError("bad-value", field, `nothing below 0 is needed, not ${number}`)
  return number
}

export const account = (params: Params, index: number, field: string): Hex => accountOf(params[index], field)

/** An account, or `root`. */
export const originOf = (value: unknown, field: string): Origin => {
  const isRoot = value === "root" || (isObject(value) && ("Root" in value || "root" in value))
  return isRoot ? "root" : accountOf(isObject(value) ? (value["Signed"] ?? value["signed"]) : value, field)
}

export function objectOf(params: Params, index: number, field: string): Record<string, unknown> {
  const value = params[index] ?? {}
  if (!isObject(value)) throw new DevError("bad-value", field, "an object is needed")
  return value
}

/** Refuses names that mean nothing here: a typing error must not pass for a default. */
export function knownFields(value: Record<string, unknown>, names: readonly string[], field: string): void {
  for (const name of Object.keys(value))
    if (!names.includes(name))
      throw new DevError("unknown-name", `${field}.${name}`, `the fields are ${names.join(", ")}`)
}

export function flagOf(value: unknown, field: string): boolean {
  if (typeof value !== "boolean") throw new DevError("bad-value", field, "true or false is needed")
  return value
}

export function hashOf(value: unknown, field: string): Hex {
  if (typeof value !== "string" || !/^0x[0-9a-fA-F]{64}$/.test(value))
    throw new DevError("bad-value", field, "a block hash of 32 bytes with 0x is needed")
  return value.toLowerCase() as Hex
}

export const optionalHash = (value: unknown, field: string): Hex | undefined =>
  isAbsent(value) ? undefined : hashOf(value, field)
