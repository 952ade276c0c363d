import { metadataHash } from "@taonet/frame/metadata/metadataHash"
import { description } from "@taonet/runtime/description"
import type { Client } from "../client.ts"

const known = new WeakMap<Client, Promise<Uint8Array>>()

/**
 * The RFC-78 digest of the chain's metadata, from this SDK's own tables under the version and token that the chain names. On a chain with
 * other tables it is another digest than the chain's, and the transaction is refused (BadProof).
 */
export function metadataHashOf(client: Client): Promise<Uint8Array> {
  const hash = known.get(client) ?? compute(client)
  known.set(client, hash)
  return hash
}

async function compute(client: Client): Promise<Uint8Array> {
  const [{ specName }, properties] = await Promise.all([
    client.transport.request<{ specName: string }>("state_getRuntimeVersion", []),
    client.transport.request<Properties>("system_properties", []),
  ])
  const { ss58Format = 42, tokenDecimals = 9, tokenSymbol = "TAO" } = properties
  return metadataHash(
    description,
    { constants: new Map() },
    {
      specVersion: client.specVersion,
      specName,
      base58Prefix: first(ss58Format),
      decimals: first(tokenDecimals),
      tokenSymbol: first(tokenSymbol),
    },
  )
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
