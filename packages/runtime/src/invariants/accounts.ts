import type { State } from "@taonet/frame/state"
import { storage as balances, constants } from "../pallets/balances/schema.ts"
import { storage as system } from "../pallets/system/schema.ts"
import type { Invariant } from "./invariant.ts"

/** An account with the existential deposit provides for itself, one with a reserve or a freeze is kept from dying. */
export const accountsLive: Invariant = {
  name: "System.Account references",
  *check(state) {
    const minimum = constants.ExistentialDeposit.get(state)
    for (const [[who], { providers, sufficients, consumers, data }] of system.Account.entries(state)) {
      const { free, reserved, frozen } = data
      if (free >= minimum && providers === 0)
        yield { subject: who, by: 1n, detail: `${free} rao free and no provider` }
      else if (free + reserved > 0n && providers === 0 && sufficients === 0)
        yield { subject: who, by: 1n, detail: `${free + reserved} rao on an account that does not live` }
      else if ((reserved > 0n || frozen > 0n) && consumers === 0)
        yield { subject: who, by: 1n, detail: `${reserved} rao reserved, ${frozen} frozen and no consumer` }
    }
  },
}

/** What is reserved covers what is reserved by name or held for a reason. */
export const reservesAreCovered: Invariant = {
  name: "Balances: reserved ≥ named reserves + holds",
  *check(state) {
    const named = new Map<string, bigint>()
    for (const rows of [balances.Reserves.entries(state), balances.Holds.entries(state)])
      for (const [[who], parts] of rows)
        for (const { amount } of parts) named.set(who, (named.get(who) ?? 0n) + amount)
    for (const [who, amount] of named) {
      const { reserved } = accountOf(state, who)
      if (amount > reserved)
        yield { subject: who, by: amount - reserved, detail: `${amount} rao named, ${reserved} reserved` }
    }
  },
}

/** What is frozen is the greatest of all locks and freezes. */
export const freezesAreGreatest: Invariant = {
  name: "Balances: frozen = greatest lock or freeze",
  *check(state) {
    const greatest = new Map<string, bigint>()
    for (const rows of [balances.Locks.entries(state), balances.Freezes.entries(state)])
      for (const [[who], parts] of rows)
        for (const { amount } of parts) if (amount > (greatest.get(who) ?? -1n)) greatest.set(who, amount)
    for (const [[who], { data }] of system.Account.entries(state))
      if (data.frozen > 0n && !greatest.has(who)) greatest.set(who, 0n)
    for (const [who, amount] of greatest) {
      const { frozen } = accountOf(state, who)
      if (frozen !== amount)
        yield { subject: who, by: 1n, detail: `${frozen} rao frozen, locks ask for ${amount}` }
    }
  },
}

const accountOf = (state: State, who: string) => system.Account.get(state, who as `0x${string}`).data
