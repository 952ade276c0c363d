/** For tests of crowdloans: a chain on which Alice, Bob, Charlie and Dave have money, and the calls with short names. */
import { type Origin, signedOrigin } from "@taonet/frame/origin"
import type { ArgsOf, RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { devAccounts } from "../../specs/devAccounts.ts"
import { createTestChain } from "../../testKit.ts"
import { verdictOf } from "../../verdict.testkit.ts"
import { storage as balances } from "../balances/schema.ts"
import { storage as system } from "../system/schema.ts"
import { calls, storage } from "./schema.ts"
import type { CrowdloanInfo } from "./types.ts"

export const TAO = 1_000_000_000n
const { Alice, Dave } = devAccounts

/** 10 TAO of 100 from Alice, at least 1 TAO each, until block 100, for Dave; now is block 10. */
export const terms: ArgsOf<typeof calls.create> = {
  deposit: 10n * TAO,
  min_contribution: TAO,
  cap: 100n * TAO,
  end: 100,
  call: undefined,
  target_address: Dave,
}

export function openCrowdloans() {
  const chain = createTestChain()
  const { state } = chain
  system.Number.set(state, 10)
  state.events.length = 0
  const as = (origin: Origin, call: RuntimeCallValue): string =>
    verdictOf(state.dispatcher.dispatch(state, origin, call))
  const run = (who: Hex, call: RuntimeCallValue): string => as(signedOrigin(who), call)
  return {
    chain,
    state,
    as,
    run,
    takeEvents: chain.takeEvents,
    create: (change: Partial<typeof terms> = {}, who: Hex = Alice) =>
      run(who, calls.create.make({ ...terms, ...change })),
    contribute: (who: Hex, tao: bigint, crowdloan_id = 0) =>
      run(who, calls.contribute.make({ crowdloan_id, amount: tao * TAO })),
    withdraw: (who: Hex) => run(who, calls.withdraw.make({ crowdloan_id: 0 })),
    finalize: (who: Hex = Alice) => run(who, calls.finalize.make({ crowdloan_id: 0 })),
    refund: (who: Hex = Alice) => run(who, calls.refund.make({ crowdloan_id: 0 })),
    dissolve: (who: Hex = Alice) => run(who, calls.dissolve.make({ crowdloan_id: 0 })),
    info: () => storage.Crowdloans.get(state, 0) as CrowdloanInfo,
    given: (who: Hex) => storage.Contributions.get(state, 0, who),
  }
}

/** What does not add up, in words: contributions, the sum raised, the funds accounts, all TAO there is. Empty for sound books. */
export function crowdloanErrors(state: State): string[] {
  const errors: string[] = []
  for (const [[id], info] of storage.Crowdloans.entries(state)) {
    if (info.finalized) continue
    let [sum, count] = [0n, 0]
    for (const [, amount] of storage.Contributions.entries(state, id)) {
      sum += amount
      count++
    }
    const held = system.Account.get(state, info.funds_account).data.free
    if (sum !== info.raised) errors.push(`${id}: ${sum} given, ${info.raised} raised`)
    if (held < info.raised) errors.push(`${id}: ${held} held, ${info.raised} raised`)
    if (count !== info.contributors_count) errors.push(`${id}: ${count} of ${info.contributors_count}`)
    if (info.raised > info.cap) errors.push(`${id}: ${info.raised} above the cap`)
  }
  let all = 0n
  for (const [, { data }] of system.Account.entries(state)) all += data.free + data.reserved
  const issued = balances.TotalIssuance.get(state)
  if (all !== issued) errors.push(`${all} on accounts, ${issued} issued`)
  return errors
}
