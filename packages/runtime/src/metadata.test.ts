import { readFileSync } from "node:fs"
import { gunzipSync } from "node:zlib"
import { metadata } from "@polkadot-api/substrate-bindings"
import { encodeMetadataV14, encodeMetadataV15, typesOf } from "@taonet/frame/metadata/metadata"
import { fromHex, toHex } from "@taonet/primitives/hex"
import { type AnyCodec, DecodeError, decode, encode } from "@taonet/primitives/scale/index"
import { describe, expect, test } from "vitest"
import { description } from "./description.ts"

const vectors = new URL("../../../vectors/metadata/", import.meta.url)
const read = (name: string) => readFileSync(new URL(name, vectors))
const tables = { constants: new Map<string, unknown>() }

/** Documentation is our own words; everything else is the wire's. */
function withoutDocs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDocs)
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (key === "docs" ? [] : [[key, withoutDocs(item)]])),
  )
}

describe("metadata of spec 461", () => {
  test.each([
    ["V14", encodeMetadataV14, "metadata-v14-spec461.scale"],
    ["V15", encodeMetadataV15, "metadata-v15-spec461.scale"],
  ] as const)(
    "%s equals the recorded one in all but documentation, type ids included",
    (_version, build, file) => {
      const ours = withoutDocs(metadata.dec(build(description, tables)))
      const recorded = withoutDocs(metadata.dec(read(file)))
      expect(ours).toEqual(recorded)
    },
  )

  test("every entry of the recorded interface is in the tables, and nothing else", () => {
    const recorded = JSON.parse(read("runtime-461.json").toString()) as {
      pallets: {
        name: string
        index: number
        calls?: Named[]
        storage?: StorageRow[]
        events?: Named[]
        errors?: Named[]
        constants?: ConstantRow[]
      }[]
    }
    const rows = recorded.pallets.flatMap((pallet) => [
      ...(["calls", "events", "errors"] as const).flatMap((kind) =>
        (pallet[kind] ?? []).map(
          ({ index, name }) => `${pallet.index} ${pallet.name}.${kind}.${index} ${name}`,
        ),
      ),
      ...(pallet.storage ?? []).map(
        (item) =>
          `${pallet.name}.${item.name} ${item.modifier} ${item.hashers?.join() ?? ""} ${item.default}`,
      ),
      ...(pallet.constants ?? []).map((item) => `${pallet.name}.${item.name} = ${item.value ?? item.scale}`),
    ])
    const ours = description.pallets.flatMap(({ name, index, tables: own }) => [
      ...Object.values(own.calls).map((call) => `${index} ${name}.calls.${call.spec.index} ${call.name}`),
      ...Object.values(own.events).map(
        (event) => `${index} ${name}.events.${event.spec.index} ${event.name}`,
      ),
      ...Object.values(own.errors).map((error) => `${index} ${name}.errors.${error.index} ${error.name}`),
      ...Object.values(own.storage).map((item) => {
        const hashers = item.parts.map((part) => hasherNames[part.hasher]).join()
        return `${name}.${item.name} ${item.modifier} ${hashers} ${toHex(item.fallback(tables))}`
      }),
      ...Object.values(own.constants).map(
        (item) => `${name}.${item.name} = ${toHex(encode(item.codec, item.value))}`,
      ),
    ])
    expect(ours.sort()).toEqual(rows.sort())
  })

  test("every entry has a documentation line", () => {
    const silent = description.pallets.flatMap(({ tables: own }) =>
      [
        ...Object.values(own.calls),
        ...Object.values(own.events),
        ...Object.values(own.errors),
        ...Object.values(own.storage),
        ...Object.values(own.constants),
      ]
        .filter((entry) => entry.doc === "")
        .map((entry) => `${entry.pallet}.${entry.name}`),
    )
    expect(silent).toEqual([])
  })
})

interface Named {
  readonly index: number
  readonly name: string
}
interface StorageRow {
  readonly name: string
  readonly modifier: string
  readonly hashers?: readonly string[]
  readonly default: string
}
interface ConstantRow {
  readonly name: string
  readonly value?: string
  readonly scale?: string
}

const hasherNames = {
  identity: "Identity",
  blake2_128: "Blake2128",
  blake2_256: "Blake2256",
  blake2_128_concat: "Blake2128Concat",
  twox_128: "Twox128",
  twox_256: "Twox256",
  twox_64_concat: "Twox64Concat",
} as const

describe("types", () => {
  const corpus = JSON.parse(gunzipSync(read("types-corpus-461.json.gz")).toString()) as {
    types: { id: number; name: string; samples: { scale_hex: string }[] }[]
  }
  const codecs = typesOf(description, tables)

  test("the corpus covers all but the uninhabited types", () => {
    expect(codecs.length).toBe(802)
    expect(corpus.types.length).toBe(797)
  })

  /** Whether a type has a compact integer somewhere inside. */
  const hasCompact = memo((codec) => {
    const { def, path } = codec.info()
    if (path.at(-1) === "RuntimeCall") return true
    switch (def.tag) {
      case "compact":
        return true
      case "composite":
        return def.fields.some(({ type }) => hasCompact(type))
      case "variant":
        return def.variants.some(({ fields }) => fields.some(({ type }) => hasCompact(type)))
      case "tuple":
        return def.types.some((type) => hasCompact(type))
      case "primitive":
        return false
      default:
        return hasCompact(def.type)
    }
  })

  /**
   * The recorder was a client codec, which writes any integer into a compact one. Samples that do not fit (a Compact<u16> above 65535, a
   * Compact<()> with digits) are refused by the chain, and by us; all others come back byte for byte.
   */
  test("every recorded value that the chain accepts decodes and encodes to the same bytes", () => {
    let compared = 0
    const wrong = corpus.types.flatMap(({ id, name, samples }) =>
      samples.flatMap(({ scale_hex }) => {
        const codec = codecs[id]!
        try {
          const again = toHex(encode(codec, decode(codec, fromHex(scale_hex))))
          compared++
          return again === scale_hex ? [] : [`${id} ${name}: ${scale_hex.slice(0, 60)}`]
        } catch (error) {
          return error instanceof DecodeError && hasCompact(codec) ? [] : [`${id} ${name}: ${error}`]
        }
      }),
    )
    expect(wrong).toEqual([])
    expect(compared).toBeGreaterThan(2000)
  })
})

function memo(compute: (codec: AnyCodec) => boolean): (codec: AnyCodec) => boolean {
  const known = new Map<object, boolean>()
  return (codec) => {
    const key = codec.info()
    const found = known.get(key)
    if (found !== undefined) return found
    known.set(key, false)
    const result = compute(codec)
    known.set(key, result)
    return result
  }
}
