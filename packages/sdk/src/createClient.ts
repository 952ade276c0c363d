import * as reads from "./actions/reads.ts"
import * as writes from "./actions/writes.ts"
import { type Client, createClient as openClient } from "./client.ts"
import type { Signer } from "./signer.ts"
import type { Transport } from "./transport/types.ts"

export interface ClientOptions {
  readonly transport: Transport
  /** Signs what the client's verbs submit. */
  readonly signer?: Signer
}

/** Verbs without the client that they are called on. Those with types of their own keep them by hand. */
type Reads = {
  readonly [K in Exclude<keyof typeof reads, keyof GenericReads>]: (typeof reads)[K] extends (
    client: Client,
    ...args: infer A
  ) => infer R
    ? (...args: A) => R
    : never
}
type Writes = {
  readonly [K in Exclude<keyof typeof writes, keyof GenericWrites>]: (typeof writes)[K] extends (
    client: Client,
    signer: Signer,
    ...args: infer A
  ) => infer R
    ? (...args: A) => R
    : never
}

interface GenericReads {
  getStorage<N extends reads.StorageName>(
    name: N,
    key: reads.StorageKeyOf<N>,
    at?: `0x${string}`,
  ): Promise<reads.StorageResultOf<N>>
  getStorageEntries<N extends reads.StorageName>(
    name: N,
    leading?: readonly unknown[],
    at?: `0x${string}`,
  ): ReturnType<typeof reads.getStorageEntries<N>>
  callRuntimeApi<N extends reads.ApiMethodName>(
    name: N,
    args: reads.ApiArgsAt<N>,
    at?: `0x${string}`,
  ): Promise<reads.ApiResultAt<N>>
  watchEvents<N extends reads.EventName = reads.EventName>(
    options: reads.WatchEventsOptions<N>,
    onEvent: (event: reads.ChainEvent<N>) => void,
  ): ReturnType<typeof reads.watchEvents<N>>
}

interface GenericWrites {
  submitCall<N extends writes.CallName>(
    name: N,
    args: writes.CallArgsOf<N>,
    options?: writes.SignOptions,
  ): Promise<writes.Receipt>
}

export interface ReadClient extends Client, Reads, GenericReads {
  close(): Promise<void>
}
export interface WriteClient extends ReadClient, Writes, GenericWrites {
  readonly signer: Signer
  /** The same connection under another signer. */
  as(signer: Signer): WriteClient
}

/**
 * A connection to a chain with every verb on it: `createClient({ transport: webSocket(url), signer })`. With a transport alone it is the bare
 * connection, for verbs as functions: `getBalance(client, { account })`.
 */
export function createClient(options: ClientOptions & { readonly signer: Signer }): Promise<WriteClient>
export function createClient(options: ClientOptions): Promise<ReadClient>
export function createClient(transport: Transport): Promise<Client>
export async function createClient(
  from: Transport | ClientOptions,
): Promise<Client | ReadClient | WriteClient> {
  if ("request" in from) return openClient(from)
  const client = await openClient(from.transport)
  const reading = { ...client, ...bind(reads, client), close: () => client.transport.close() } as ReadClient
  return from.signer ? withSigner(client, reading, from.signer) : reading
}

function withSigner(client: Client, reading: ReadClient, signer: Signer): WriteClient {
  const verbs = bind(writes, client, signer)
  const as = (other: Signer): WriteClient => withSigner(client, reading, other)
  return { ...reading, ...verbs, signer, as } as WriteClient
}

/** Functions of a module with their first arguments given. */
function bind(verbs: object, ...first: readonly unknown[]): object {
  const entries = Object.entries(verbs).map(([name, verb]) => [
    name,
    (...args: readonly unknown[]): unknown =>
      (verb as (...all: readonly unknown[]) => unknown)(...first, ...args),
  ])
  return Object.fromEntries(entries)
}
