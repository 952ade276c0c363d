/** Who committed to what, and when: to trained weights, to a manifest. The chain keeps it; whoever asks gets the same answer. */
import { createHash } from "node:crypto"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { decodeAddress, encodeAddress } from "@taonet/primitives/ss58"
import {
  type Client,
  getBlockNumber,
  getStorage,
  getStorageEntries,
  type Signer,
  type StorageResultOf,
  submitCall,
} from "@taonet/sdk/index"

export interface Commitment {
  /** ss58. */
  readonly hotkey: string
  /** Of the block that holds it. */
  readonly block: number
  /** SHA-256, 64 hex digits. */
  readonly digest: string
}

export interface CommitmentBook {
  read(): Promise<Commitment[]>
  /** What stands of one hotkey (ss58); undefined when there is nothing. */
  of(hotkey: string): Promise<Commitment | undefined>
  /** Replaces what the caller committed to before. */
  commit(digest: string): Promise<void>
  /** Of the block at this number; rejects when there is none yet. */
  blockHash(number: number): Promise<string>
  blockNumber(): Promise<number>
}

/**
 * What a miner commits to: SHA-256 over its address and the bytes. Because of the address nobody can commit to what he has not seen, by
 * repeating what another one committed to.
 */
export function digestOf(hotkey: string, bytes: Uint8Array): string {
  return createHash("sha256").update(`${hotkey}\n`).update(bytes).digest("hex")
}

/** The book of a subnet in the chain's Commitments: one SHA-256 field. Other commitments of the same keys are not ours to read. */
export function chainBook(client: Client, netuid: number, signer?: Signer): CommitmentBook {
  return {
    async read() {
      const entries = await getStorageEntries(client, "Commitments.CommitmentOf", [netuid])
      return entries.flatMap(([[, account], stored]) => commitmentIn(account, stored) ?? [])
    },
    async of(hotkey) {
      const account = decodeAddress(hotkey)
      const stored = await getStorage(client, "Commitments.CommitmentOf", [netuid, account])
      return stored && commitmentIn(account, stored)
    },
    async commit(digest) {
      if (signer === undefined) throw new TypeError("committing needs a key")
      const field = { type: "Sha256" as const, value: fromHex(`0x${digest}`) }
      await submitCall(client, signer, "Commitments.set_commitment", { netuid, info: { fields: [field] } })
    },
    async blockHash(number) {
      const hash = await client.transport.request<string | null>("chain_getBlockHash", [number])
      if (hash === null) throw new RangeError(`there is no block ${number}`)
      return hash
    },
    blockNumber: () => getBlockNumber(client),
  }
}

type Stored = NonNullable<StorageResultOf<"Commitments.CommitmentOf">>

function commitmentIn(account: Hex, { block, info }: Stored): Commitment | undefined {
  const [field] = info.fields
  if (field?.type !== "Sha256") return undefined
  return { hotkey: encodeAddress(account), block, digest: toHex(field.value).slice(2) }
}
