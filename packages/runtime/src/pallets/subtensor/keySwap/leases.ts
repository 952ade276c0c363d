import { ensure, failWith } from "@taonet/frame/errors"
import { signedOrigin } from "@taonet/frame/origin"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { checkedAddU128 } from "@taonet/primitives/integers"
import { calls as proxy } from "../../proxy/schema.ts"
import { errors } from "../errors.ts"
import { storage } from "../storage.ts"

/**
 * Moves a coldkey's parts in subnet leases, and its place as a lease's beneficiary: the proxy for the lease's account goes to the new one.
 * Raises LeaseDoesNotExist, Arithmetic(Overflow) and what Proxy refuses.
 */
export function moveLeases(state: State, from: Hex, to: Hex): void {
  for (const [, lease] of [...storage.SubnetUidToLeaseId.entries(state)]) {
    if (storage.SubnetLeaseShares.has(state, lease, from)) moveShare(state, lease, from, to)
    const terms = storage.SubnetLeases.get(state, lease)
    ensure(terms, errors.LeaseDoesNotExist)
    if (terms.beneficiary !== from || from === to) continue
    asLease(state, terms.coldkey, proxy.remove_proxy.make(beneficiaryProxy(from)))
    asLease(state, terms.coldkey, proxy.add_proxy.make(beneficiaryProxy(to)))
    storage.SubnetLeases.set(state, lease, { ...terms, beneficiary: to })
  }
}

function moveShare(state: State, lease: number, from: Hex, to: Hex): void {
  const share = storage.SubnetLeaseShares.get(state, lease, from)
  storage.SubnetLeaseShares.delete(state, lease, from)
  const sum = checkedAddU128(storage.SubnetLeaseShares.get(state, lease, to), share)
  if (sum === undefined) failWith({ type: "Arithmetic", value: "Overflow" })
  storage.SubnetLeaseShares.set(state, lease, to, sum)
}

const beneficiaryProxy = (account: Hex) => ({
  delegate: { type: "Id", value: account } as const,
  proxy_type: "SubnetLeaseBeneficiary" as const,
  delay: 0,
})

function asLease(state: State, account: Hex, call: ReturnType<typeof proxy.add_proxy.make>): void {
  const done = state.dispatcher.dispatch(state, signedOrigin(account), call)
  if (!done.ok) throw done.error
}
