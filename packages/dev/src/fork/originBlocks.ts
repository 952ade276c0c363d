import { DigestItem } from "@taonet/frame/types/sp_runtime"
import type { Block } from "@taonet/node/chain/blocks"
import { OriginError } from "@taonet/node/chain/errors"
import { encodeHeader, type Header, headerHash } from "@taonet/node/chain/header"
import { keyToBytes } from "@taonet/primitives/bytes"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { decode } from "@taonet/primitives/scale/index"
import type { Origin } from "./origin.ts"

interface BlockJson {
  readonly block: {
    readonly header: {
      readonly parentHash: Hex
      readonly number: Hex
      readonly stateRoot: Hex
      readonly extrinsicsRoot: Hex
      readonly digest: { readonly logs: readonly Hex[] }
    }
    readonly extrinsics: readonly Hex[]
  }
}

/** A block of the other chain by number, or by hash as hex or as 32 units; undefined where it has none. Throws OriginError. */
export function readBlock(origin: Origin, at: number | string): Block | undefined {
  const hash = typeof at === "number" ? hashAt(origin, at) : at.startsWith("0x") ? (at as Hex) : hexOf(at)
  if (hash === undefined) return undefined
  const [answer] = origin.ask([{ method: "chain_getBlock", params: [hash] }]) as [BlockJson | null]
  if (answer === null) return undefined
  const block = blockOf(hash, answer, origin.url)
  if (block.hash !== hash)
    throw new OriginError("refused", `${origin.url} gave a block with another hash for ${hash}`)
  return block
}

export function hashAt(origin: Origin, number: number): Hex | undefined {
  const [hash] = origin.ask([{ method: "chain_getBlockHash", params: [number] }])
  return typeof hash === "string" && /^0x[0-9a-f]{64}$/.test(hash) ? (hash as Hex) : undefined
}

const hexOf = (units: string): Hex => toHex(keyToBytes(units))

function blockOf(hash: Hex, answer: BlockJson, url: string): Block {
  try {
    const { header: json, extrinsics } = answer.block
    const header: Header = {
      parentHash: json.parentHash,
      number: Number(json.number),
      stateRoot: json.stateRoot,
      extrinsicsRoot: json.extrinsicsRoot,
      digest: json.digest.logs.map((log) => decode(DigestItem, fromHex(log))),
    }
    const headerBytes = encodeHeader(header)
    return { hash: headerHash(headerBytes), header, headerBytes, extrinsics: extrinsics.map(fromHex) }
  } catch (error) {
    throw new OriginError("refused", `${url} gave no block for ${hash}: ${(error as Error).message}`)
  }
}
