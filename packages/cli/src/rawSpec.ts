/**
 * Raw chain specs, as `build-spec --raw` of a Substrate node writes them: the first state, key by key. Such a chain begins with exactly that
 * state, so its state root is Substrate's, and goes on by this program's rules; the code in it is not run.
 */
import { readFileSync } from "node:fs"
import { bytesToKey } from "@taonet/primitives/bytes"
import { fromHex, type Hex } from "@taonet/primitives/hex"
import type { ChainSpec } from "@taonet/runtime/specs/chainSpec"
import { local } from "@taonet/runtime/specs/local"
import type { StorageKey } from "@taonet/state/types"
import { UsageError } from "./stop.ts"

/** Reads the file. Throws UsageError. */
export function rawSpecFile(path: string): ChainSpec {
  let text: string
  try {
    text = readFileSync(path, "utf8")
  } catch (error) {
    throw new UsageError(`the chain spec ${path} cannot be read: ${(error as Error).message}`)
  }
  try {
    return rawSpec(JSON.parse(text) as unknown)
  } catch (error) {
    const why = error instanceof SyntaxError ? "it is not JSON" : (error as Error).message
    throw new UsageError(`the chain spec ${path} cannot be used: ${why}`)
  }
}

/** The network of a raw spec, with the constants of the local one. Throws UsageError on everything that is not such a spec. */
export function rawSpec(json: unknown): ChainSpec {
  const spec = objectAt(json, "it")
  const raw = objectAt(
    objectAt(spec["genesis"], "genesis")["raw"],
    "genesis.raw (a spec that is not raw has none)",
  )
  if (Object.keys(objectAt(raw["childrenDefault"] ?? {}, "genesis.raw.childrenDefault")).length > 0)
    throw new UsageError("it has child tries, which no pallet here knows")
  const properties = objectAt(spec["properties"] ?? {}, "properties")
  return {
    ...local,
    name: textAt(spec, "name"),
    id: textAt(spec, "id"),
    chainType: chainTypes.find((one) => one === spec["chainType"]) ?? "Live",
    properties: {
      tokenSymbol: textOr(properties["tokenSymbol"], local.properties.tokenSymbol),
      tokenDecimals: numberOr(properties["tokenDecimals"], local.properties.tokenDecimals),
      ss58Format: numberOr(properties["ss58Format"], local.properties.ss58Format),
    },
    genesis: { ...local.genesis, balances: [] },
    rawGenesis: entriesOf(objectAt(raw["top"], "genesis.raw.top")),
  }
}

const chainTypes = ["Live", "Local", "Development"] as const

function entriesOf(top: Readonly<Record<string, unknown>>): Map<StorageKey, Uint8Array> {
  const entries = new Map<StorageKey, Uint8Array>()
  for (const [key, value] of Object.entries(top)) {
    const bytes = bytesToKey(bytesOf(key, "a key"))
    if (entries.has(bytes)) throw new UsageError(`it has the key ${key} twice`)
    entries.set(bytes, bytesOf(value, `the value of ${key}`))
  }
  return entries
}

function bytesOf(text: unknown, what: string): Uint8Array {
  if (typeof text !== "string" || !/^0x(?:[0-9a-fA-F]{2})*$/.test(text))
    throw new UsageError(`${what} is not hex: ${String(text).slice(0, 80)}`)
  return fromHex(text.toLowerCase() as Hex)
}

function objectAt(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new UsageError(`${what} is no object`)
  return value as Readonly<Record<string, unknown>>
}

function textAt(object: Readonly<Record<string, unknown>>, name: string): string {
  const value = object[name]
  if (typeof value !== "string") throw new UsageError(`its ${name} is no text`)
  return value
}

const textOr = (value: unknown, other: string): string => (typeof value === "string" ? value : other)
const numberOr = (value: unknown, other: number): number => (typeof value === "number" ? value : other)
