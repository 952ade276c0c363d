/** The link between a neuron and an Ethereum address, kept in both directions. Source: behaviour/keys-and-fees.md section 7. */
import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { concatBytes } from "@taonet/primitives/bytes"
import { ethereumSigner, personalMessageDigest } from "@taonet/primitives/crypto/ethereum"
import { keccak256 } from "@taonet/primitives/hash"
import { fromHex, type Hex } from "@taonet/primitives/hex"
import { encode, u64 } from "@taonet/primitives/scale/index"
import { constants as aura } from "../../aura/schema.ts"
import { errors } from "../errors.ts"
import { dropEvmAssociation } from "../neurons/leftovers.ts"
import { storage } from "../storage.ts"
import { currentBlock } from "../subnets/currentBlock.ts"

/** Most neurons of a subnet that one address may stand for (`MAX_ASSOCIATED_UIDS_PER_EVM_ADDRESS`). */
const UIDS_PER_ADDRESS = 32
/** Blocks between two links of a neuron on chains with the live network's slots; shorter slots are for tests and wait one block. */
const INTERVAL = 7_200n
const LIVE_SLOT = 12_000n

/** Raises EvmKeyAssociateRateLimitExceeded. A neuron that was never linked counts from block 0. */
export function ensureMayAssociate(state: State, netuid: number, uid: number): void {
  const last = storage.AssociatedEvmAddress.get(state, netuid, uid)?.[1] ?? 0n
  const interval = aura.SlotDuration.get(state) < LIVE_SLOT ? 1n : INTERVAL
  ensure(currentBlock(state) - last >= interval, errors.EvmKeyAssociateRateLimitExceeded)
}

/** What an address signs, as a wallet's personal message, to be linked to the hotkey. */
export const associationDigest = (hotkey: Hex, block: bigint): Uint8Array =>
  personalMessageDigest(concatBytes(fromHex(hotkey), keccak256(encode(u64, block))))

/** Raises InvalidIdentity for what is no signature, InvalidRecoveredPublicKey for another's. The block is any number. */
export function ensureSignedByAddress(address: Hex, hotkey: Hex, block: bigint, signature: Uint8Array): void {
  const signer = ethereumSigner(signature, associationDigest(hotkey, block))
  ensure(signer, errors.InvalidIdentity)
  ensure(signer === address, errors.InvalidRecoveredPublicKey)
}

/** Links a neuron, in place of its former address. Raises EvmKeyAssociationLimitExceeded. */
export function associate(state: State, netuid: number, uid: number, address: Hex): void {
  const now = currentBlock(state)
  const linked = storage.AssociatedUidsByEvmAddress.get(state, netuid, address)
  const known = linked.some(([of]) => of === uid)
  ensure(known || linked.length < UIDS_PER_ADDRESS, errors.EvmKeyAssociationLimitExceeded)

  const former = storage.AssociatedEvmAddress.get(state, netuid, uid)
  if (former && former[0] !== address) dropEvmAssociation(state, netuid, uid)
  const link: [number, bigint] = [uid, now]
  storage.AssociatedUidsByEvmAddress.set(
    state,
    netuid,
    address,
    known ? linked.map((entry) => (entry[0] === uid ? link : entry)) : [...linked, link],
  )
  storage.AssociatedEvmAddress.set(state, netuid, uid, [address, now])
}
