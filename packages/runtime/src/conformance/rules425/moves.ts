import type { Hex } from "@taonet/primitives/hex"
import { stakeOf } from "../../pallets/subtensor/staking/stake.ts"
import { ROOT_NETUID } from "../../pallets/subtensor/subnets/subnets.ts"
import type { LineContext } from "../context.ts"
import { keysOf } from "../items.ts"
import type { Difference } from "../outcome.ts"
import { accountNamed } from "../spelling.ts"
import { argsOf } from "../trace.ts"

/** Whether a move asks for more alpha than the position is worth. */
export function exceedsPosition({ line, before }: LineContext): boolean {
  const args = argsOf(line)
  const hotkey = accountNamed(String(args["hotkey"] ?? args["origin_hotkey"]))
  const coldkey: Hex = accountNamed(line.who ?? "")
  return (
    BigInt(args["alpha_amount"] as number | string) >
    stakeOf(before, hotkey, coldkey, Number(args["origin_netuid"]))
  )
}

/** Whether the line stakes or unstakes on root for the pair of coldkey and hotkey whose row differs. */
export function isRootStake(difference: Difference, { line }: LineContext): boolean {
  if (difference.kind !== "storage") return false
  const [coldkey, hotkey] = keysOf(difference.key)
  return (line.ev ?? []).some(({ SubtensorModule: event }) => {
    const fields = typeof event === "object" ? (event["StakeAdded"] ?? event["StakeRemoved"]) : undefined
    return Array.isArray(fields) && fields[0] === coldkey && fields[1] === hotkey && fields[4] === ROOT_NETUID
  })
}
