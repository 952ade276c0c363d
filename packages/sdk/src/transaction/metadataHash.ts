import { type MetadataHashInfo, metadataHash, metadataTree } from "@taonet/frame/metadata/metadataHash"
import { metadataProof } from "@taonet/frame/metadata/metadataProof"
import { description } from "@taonet/runtime/description"
import type { Client } from "../client.ts"
import type { UnsignedTransaction } from "./sign.ts"

const known = new WeakMap<Client, Promise<Uint8Array>>()
const constants = { constants: new Map<string, unknown>() }

/**
 * The RFC-78 digest of the chain's metadata, from this SDK's own tables under the version and token that the chain names. On a chain with
 * other tables it is another digest than the chain's, and the transaction is refused (BadProof).
 */
export function metadataHashOf(client: Client): Promise<Uint8Array> {
  const hash = known.get(client) ?? infoOf(client).then((info) => metadataHash(description, constants, info))
  known.set(client, hash)
  return hash
}

/**
 * What a hardware wallet's generic app takes beside `unsigned.call ‖ included ‖ implicit`: the types that the transaction uses, proven
 * against the digest.
 */
export async function metadataProofOf(
  client: Client,
  unsigned: Pick<UnsignedTransaction, "call" | "included" | "implicit">,
): Promise<Uint8Array> {
  return metadataProof(metadataTree(description, constants), unsigned, await infoOf(client))
}

async function infoOf(client: Client): Promise<MetadataHashInfo> {
  const [{ specName }, properties] = await Promise.all([
    client.transport.request<{ specName: string }>("state_getRuntimeVersion", []),
    client.transport.request<Properties>("system_properties", []),
  ])
  const { ss58Format = 42, tokenDecimals = 9, tokenSymbol = "TAO" } = properties
  return {
    specVersion: client.specVersion,
    specName,
    base58Prefix: first(ss58Format),
    decimals: first(tokenDecimals),
    tokenSymbol: first(tokenSymbol),
  }
}

interface Properties {
  readonly ss58Format?: number | number[]
  readonly tokenDecimals?: number | number[]
  readonly tokenSymbol?: string | string[]
}

/** Chains with several tokens list them. */
function first<T>(value: T | T[]): T {
  return Array.isArray(value) ? (value[0] as T) : value
}
