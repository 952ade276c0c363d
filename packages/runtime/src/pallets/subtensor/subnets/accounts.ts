import { utf8 } from "@taonet/primitives/bytes"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"

/*
 * Accounts that belong to the chain: "modl", an eight byte pallet id, then nothing or a subnet's id. Nobody has their key.
 */

const SUBNET_ACCOUNT_START = toHex(utf8("modlsubtensr"))
const ACCOUNT_DIGITS = 64
const NETUID_AT = SUBNET_ACCOUNT_START.length

/** Account that holds the TAO of a subnet's pool. Its form does not depend on whether the subnet exists. */
export function subnetAccount(netuid: number): Hex {
  const id = toHex(Uint8Array.of(netuid & 0xff, netuid >> 8)).slice(2)
  return `${SUBNET_ACCOUNT_START}${id}`.padEnd(2 + ACCOUNT_DIGITS, "0") as Hex
}

/** Subnet whose account this would be (existing or not); undefined for every other account. */
export function subnetOfAccount(account: Hex): number | undefined {
  if (!account.startsWith(SUBNET_ACCOUNT_START)) return undefined
  const [low = 0, high = 0, ...rest] = fromHex(account.slice(NETUID_AT))
  return rest.every((byte) => byte === 0) ? low + 256 * high : undefined
}

/** Whether the account has a subnet account's form and so must not serve as a hotkey. */
export const isSystemAccount = (account: Hex): boolean => subnetOfAccount(account) !== undefined

/** Account to which TAO goes that is burned and not recycled. */
export const burnAccount: Hex = toHex(utf8("modlburntnsr")).padEnd(2 + ACCOUNT_DIGITS, "0") as Hex
