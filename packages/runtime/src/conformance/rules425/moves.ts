import type { Hex } from "@taonet/primitives/hex"
import { stakeOf } from "../../pallets/subtensor/staking/stake.ts"
import { ROOT_NETUID } from "../../pallets/subtensor/subnets/subnets.ts"
import type { LineContext } from "../context.ts"
import { accountNamed } from "../spelling.ts"
import { argsOf, type TraceLine } from "../trace.ts"

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

/** Whether nothing that the line stakes or unstakes is root stake. */
export function stakesOffRoot(line: TraceLine): boolean {
  return (line.ev ?? []).every(({ SubtensorModule: event }) => {
    if (typeof event !== "object") return true
    const fields = event["StakeAdded"] ?? event["StakeRemoved"]
    return !Array.isArray(fields) || fields[4] !== ROOT_NETUID
  })
}
