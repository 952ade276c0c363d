import { calls } from "@taonet/runtime/pallets/subtensor/schema"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import type { SignOptions } from "../transaction/sign.ts"
import { type Receipt, submit } from "../transaction/submit.ts"

/** `protocol` of an axon that speaks HTTP, as the Python SDK stores it. */
const httpProtocol = 4
/** Marks our axons: the version that the chain shows for them. */
const axonVersion = 1

export interface ServeAxonArgs {
  readonly netuid: number
  /** Dotted IPv4. The chain takes no loopback address. */
  readonly ip: string
  readonly port: number
}

/**
 * Publishes where the signing hotkey's axon listens. Throws RangeError for what is no address.
 *
 * Call: `SubtensorModule.serve_axon`.
 * Errors: `HotKeyNotRegisteredInNetwork`, `InvalidIpAddress`, `InvalidPort`, `ServingRateLimitExceeded`.
 */
export function serveAxon(
  client: Client,
  signer: Signer,
  { netuid, ip, port }: ServeAxonArgs,
  options?: SignOptions,
): Promise<Receipt> {
  const address = ipv4ToInteger(ip)
  const args = {
    netuid,
    version: axonVersion,
    ip: address,
    port,
    ip_type: 4,
    protocol: httpProtocol,
    placeholder1: 0,
    placeholder2: 0,
  }
  return submit(client, signer, calls.serve_axon.make(args), options)
}

export function ipv4ToInteger(ip: string): bigint {
  const parts = ip.split(".").map(Number)
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255))
    throw new RangeError(`${ip} is not an IPv4 address`)
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n)
}

export function integerToIpv4(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => Number((address >> shift) & 255n)).join(".")
}
