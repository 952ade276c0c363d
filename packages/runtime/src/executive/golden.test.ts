import { bytesToKey, concatBytes } from "@taonet/primitives/bytes"
import { blake2b256 } from "@taonet/primitives/hash"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { createReader, decode, encode, readCompact } from "@taonet/primitives/scale/index"
import { decodeAddress } from "@taonet/primitives/ss58"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createOverlay } from "@taonet/state/overlay"
import { describe, expect, test } from "vitest"
import golden from "../../../../vectors/golden-461.json" with { type: "json" }
import block from "../../../../vectors/golden-block.json" with { type: "json" }
import { RuntimeCall } from "../outer.ts"
import { calls as balances } from "../pallets/balances/schema.ts"
import { storage as system } from "../pallets/system/schema.ts"
import { EventRecord } from "../pallets/system/types.ts"
import { createRuntime } from "../runtime.ts"
import { palletSchemas } from "../schemas.ts"
import { devAccounts } from "../specs/devAccounts.ts"
import { local } from "../specs/local.ts"
import { eraBirth, mortalEra } from "./era.ts"
import { decodeExtrinsic, encodeExtra, encodeSigned, signedBy } from "./extrinsic.ts"
import { signingPayload } from "./validate.ts"

/* Recorded bytes of spec 461: vectors/golden-461.json and golden-block.json. */

const hex = (text: string): Uint8Array => fromHex(text as Hex)
const runtime = createRuntime(local)
const openGenesis = () => runtime.open(createOverlay(createMemoryStore(runtime.genesis())))
const storageOf = (pallet: string, item: string) =>
  palletSchemas.find(({ name }) => name === pallet)?.tables.storage[item]

/** Addresses become accounts, hex becomes bytes, numbers stay. */
function keyParam(param: unknown): unknown {
  if (typeof param !== "string") return param
  return param.startsWith("0x") ? hex(param) : decodeAddress(param)
}

describe("recorded storage", () => {
  test.each(golden.storage_keys.map((one) => [`${one.pallet}.${one.storage_function}`, one] as const))(
    "key of %s",
    (_name, { pallet, storage_function, params, key_hex }) => {
      const key = storageOf(pallet, storage_function)?.prefix(...params.map(keyParam))
      expect(key).toBe(bytesToKey(hex(key_hex)))
    },
  )

  /** Of the recorded values those that a transfer and 67 blocks do not change. */
  const lasting = golden.storage_values.filter(({ pallet }) => pallet === "SubtensorModule")
  test.each(lasting.map((one) => [`${one.storage_function}(${one.params.join()})`, one] as const))(
    "value of %s at genesis",
    (_name, { key_hex, raw_hex }) => {
      const value = openGenesis().get(bytesToKey(hex(key_hex)))
      expect(value === undefined ? null : toHex(value)).toBe(raw_hex)
    },
  )

  test.each(golden.constants)("constant $name is $decoded", ({ module, name, decoded }) => {
    const constant = palletSchemas.find((schema) => schema.name === module)?.tables.constants[name]
    expect(Number(constant?.get({ constants: local.constants }))).toBe(decoded)
  })
})

describe("recorded calls and signatures", () => {
  test.each(golden.calls.map((one) => [`${one.module}.${one.function}`, one] as const))(
    "%s decodes to its name and encodes to the same bytes",
    (name, { data_hex }) => {
      const call = decode(RuntimeCall, hex(data_hex))
      expect(`${call.type}.${call.value.type}`).toBe(name)
      expect(toHex(encode(RuntimeCall, call))).toBe(data_hex)
    },
  )

  test("a transfer built from the table has the recorded bytes", () => {
    const call = balances.transfer_keep_alive.make({
      dest: { type: "Id", value: devAccounts.Bob },
      value: 12345n,
    })
    expect(toHex(encode(RuntimeCall, call))).toBe(golden.calls[0]?.data_hex)
  })

  const eraOf = (era: unknown) =>
    typeof era === "string"
      ? ({ type: "Immortal" } as const)
      : mortalEra((era as { period: number }).period, (era as { current: number }).current)

  test.each(golden.signature_payloads)("payload with nonce $nonce", (recorded) => {
    const genesis = hex(golden.network.genesis_hash)
    const birth = "era_birth_block_hash" in recorded ? hex(recorded.era_birth_block_hash ?? "") : genesis
    const extra = { era: eraOf(recorded.era), nonce: recorded.nonce, tip: 0n, mode: "Disabled" } as const
    const versions = hex("0xcd01000001000000")
    const implicit = concatBytes(versions, genesis, birth, Uint8Array.of(0))
    const payload = signingPayload(hex(recorded.call_data_hex), encodeExtra(extra), implicit)
    expect(toHex(payload)).toBe(recorded.payload_hex)
  })

  test("a payload of 257 bytes is signed as its hash, one of 256 whole", () => {
    const whole = signingPayload(new Uint8Array(256), new Uint8Array(), new Uint8Array())
    const hashed = signingPayload(new Uint8Array(257), new Uint8Array(), new Uint8Array())
    expect(whole).toEqual(new Uint8Array(256))
    expect(hashed).toEqual(blake2b256(new Uint8Array(257)))
  })

  test.each(golden.extrinsics)("extrinsic with nonce $nonce", (recorded) => {
    const extra = { era: eraOf(recorded.era), nonce: recorded.nonce, tip: 0n, mode: "Disabled" } as const
    const signature = { type: "Sr25519", value: hex(recorded.signature_hex) } as const
    const address = signedBy(recorded.public_key_hex as Hex)
    const bytes = encodeSigned({ address, signature, extra }, hex(recorded.call_data_hex))
    expect(toHex(bytes)).toBe(recorded.extrinsic_hex)
    expect(toHex(blake2b256(bytes))).toBe(recorded.extrinsic_hash)

    const { signed, callBytes } = decodeExtrinsic(bytes)
    expect(signed).toMatchObject({ address, signature, extra })
    expect(toHex(callBytes)).toBe(recorded.call_data_hex)
  })

  test("the recorded mortal era was born at block 66", () => {
    expect(eraBirth(mortalEra(64, 66), 70)).toBe(66)
  })
})

describe("the recorded block 67", () => {
  /** Events as the chain encodes them, one by one. */
  const recordsOf = (bytes: Uint8Array) => {
    const reader = createReader(bytes)
    return Array.from({ length: readCompact(reader) }, () => EventRecord.decodeFrom(reader))
  }
  const encoded = (records: readonly EventRecord[]) =>
    records.map((record) => toHex(encode(EventRecord, record)))

  /** The localnet's state before the block, as far as the block looks at it. */
  function replay() {
    const state = openGenesis()
    const { header, extrinsics } = block.raw.block
    system.BlockHash.set(state, 0, golden.network.genesis_hash as Hex)
    const digest = decode(system.Digest.codec, hex("0x04066175726120eb66a7aa01000000")) as never
    const { logs } = digest as { logs: [] }
    runtime.initializeBlock(state, { number: 67, parentHash: header.parentHash as Hex, digest: logs })
    const results = extrinsics.map((extrinsic) => runtime.applyExtrinsic(state, hex(extrinsic)))
    runtime.finalizeBlock(state)
    return { state, results }
  }

  test("has a timestamp, a shield key and a transfer whose signature holds", () => {
    const { state, results } = replay()
    expect(results).toEqual(Array.from({ length: 3 }, () => ({ ok: true, dispatched: true })))
    for (const { pallet, storage_function, key_hex, raw_hex } of golden.storage_values) {
      if (pallet === "SubtensorModule") continue
      const value = state.get(bytesToKey(hex(key_hex)))
      expect([storage_function, value && toHex(value)]).toEqual([storage_function, raw_hex])
    }
  })

  test("emits the recorded events: fee 166247, weights 321973000/5691, 901818000/9753 and 332208000/7791", () => {
    const { state } = replay()
    const ours = encoded(recordsOf(state.get(system.Events.key()) ?? new Uint8Array(1)))
    expect(ours).toEqual(encoded(recordsOf(hex(golden.events.raw_hex))))
  })

  test("rejects the transfer when a byte of its signature differs", () => {
    const bytes = hex(block.raw.block.extrinsics[2] ?? "")
    bytes[60] = (bytes[60] ?? 0) ^ 1
    const state = openGenesis()
    system.BlockHash.set(state, 0, golden.network.genesis_hash as Hex)
    expect(runtime.applyExtrinsic(state, bytes)).toEqual({
      ok: false,
      error: { type: "Invalid", value: { type: "BadProof" } },
    })
  })
})
