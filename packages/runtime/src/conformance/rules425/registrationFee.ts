import type { Hex } from "@taonet/primitives/hex"
import { storage } from "../../pallets/subtensor/schema.ts"
import { subnetAccount } from "../../pallets/subtensor/subnets/accounts.ts"
import { storage as system } from "../../pallets/system/schema.ts"
import type { OldRule } from "../context.ts"
import { recordedAuthor } from "../recordedNetwork.ts"
import { argsOf } from "../trace.ts"

/** The swap fee of a registration stays on the subnet's account and counts as flow; 461 pays it to the block's author. */
export const keepRegistrationFee: OldRule = (state, { line, before }) => {
  const netuid = Number(argsOf(line)["netuid"])
  const paid =
    system.Account.get(state, recordedAuthor).data.free - system.Account.get(before, recordedAuthor).data.free
  if (paid === 0n) return false
  if (system.Account.has(before, recordedAuthor))
    system.Account.set(state, recordedAuthor, system.Account.get(before, recordedAuthor))
  else system.Account.delete(state, recordedAuthor)
  system.Account.mutate(state, subnetAccount(netuid), (account) => ({
    ...account,
    data: { ...account.data, free: account.data.free + paid },
  }))
  storage.SubnetTaoFlow.mutate(state, netuid, (flow) => flow + paid)
  const others = state.events.filter(({ event }) => !mentions(event.value.value, recordedAuthor))
  state.events.splice(0, state.events.length, ...others)
  return true
}

const mentions = (fields: unknown, account: Hex): boolean =>
  typeof fields === "object" && fields !== null && Object.values(fields).includes(account)
