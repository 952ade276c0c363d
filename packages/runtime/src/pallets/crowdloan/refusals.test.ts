import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { Hex } from "@taonet/primitives/hex"
import { describe } from "vitest"
import { type Refusal, testRefusals } from "../../refusals.testkit.ts"
import { devAccounts } from "../../specs/devAccounts.ts"
import type { TestChain } from "../../testKit.ts"
import { deposit } from "../balances/currency.ts"
import { preimageBytesMax } from "../preimage/preimages.ts"
import { storage as preimages } from "../preimage/schema.ts"
import { calls as proxy } from "../proxy/schema.ts"
import { storage as system, calls as systemCalls } from "../system/schema.ts"
import { openCrowdloans, TAO, terms } from "./crowdloan.testkit.ts"
import { calls, constants, storage } from "./schema.ts"
import type { CrowdloanInfo } from "./types.ts"

const { Alice, Bob, Charlie } = devAccounts
const poor: Hex = `0x${"77".repeat(32)}`
const crowdloan_id = 0
const open = () => openCrowdloans().chain

type Terms = typeof terms
const create = (change: Partial<Terms> = {}) => calls.create.make({ ...terms, ...change })
const contribute = (amount: bigint) => calls.contribute.make({ crowdloan_id, amount })
const withdraw = calls.withdraw.make({ crowdloan_id })
const finalize = calls.finalize.make({ crowdloan_id })
const refund = calls.refund.make({ crowdloan_id })
const dissolve = calls.dissolve.make({ crowdloan_id })
const updateMin = (tao: bigint) =>
  calls.update_min_contribution.make({ crowdloan_id, new_min_contribution: tao * TAO })
const updateEnd = (new_end: number) => calls.update_end.make({ crowdloan_id, new_end })
const updateCap = (tao: bigint) => calls.update_cap.make({ crowdloan_id, new_cap: tao * TAO })
const setMax = (tao: bigint) =>
  calls.set_max_contribution.make({ crowdloan_id, new_max_contribution: tao * TAO })

/** Alice's crowdloan with her 10 TAO of 100. */
const opened =
  (change: Partial<Terms> = {}) =>
  (chain: TestChain) =>
    chain.call(Alice, create(change))
/** With 90 TAO of Bob's, which fill it. */
const filled =
  (change: Partial<Terms> = {}) =>
  (chain: TestChain) => {
    opened(change)(chain)
    chain.call(Bob, contribute(90n * TAO))
  }
const paidOut = (chain: TestChain) => {
  filled()(chain)
  chain.call(Alice, finalize)
}
const change = ({ state }: TestChain, part: Partial<CrowdloanInfo>) =>
  storage.Crowdloans.set(state, crowdloan_id, {
    ...(storage.Crowdloans.get(state, crowdloan_id) as CrowdloanInfo),
    ...part,
  })

const row = (
  error: string,
  call: RuntimeCallValue,
  when: string,
  arrange?: (chain: TestChain) => unknown,
  caller: Refusal["caller"] = Alice,
): Refusal => ({
  error: error === "BadOrigin" || error.includes(".") ? error : `Crowdloan.${error}`,
  when: `${call.value.type}, ${when}`,
  caller,
  call,
  ...(arrange ? { arrange: (chain: TestChain) => void arrange(chain) } : {}),
})

describe("who calls, and of which crowdloan", () => {
  const own = [refund, dissolve, updateMin(2n), updateEnd(90), updateCap(90n), setMax(50n)]
  const existing = [contribute(TAO), withdraw, finalize, ...own]
  testRefusals(open, [
    ...[create(), ...existing].flatMap((call) =>
      (["root", "none"] as const).map((caller) => row("BadOrigin", call, `by ${caller}`, opened(), caller)),
    ),
    ...existing.map((call) => row("InvalidCrowdloanId", call, "none there")),
    ...[...own, withdraw, finalize].map((call) => row("AlreadyFinalized", call, "paid out", paidOut)),
    ...own.map((call) => row("InvalidOrigin", call, "by another", opened(), Bob)),
    row("InvalidOrigin", finalize, "by another", filled(), Bob),
  ])
})

/** Free TAO of which a reserve needs some to stay. */
const reserving = (free: bigint) => (chain: TestChain) => {
  opened()(chain)
  deposit(chain.state, poor, free + 93_000_000n)
  chain.call(
    poor,
    proxy.add_proxy.make({ delegate: { type: "Id", value: Bob }, proxy_type: "Any", delay: 0 }),
  )
}

describe("opening and filling", () => {
  const call = systemCalls.remark.make({ remark: new Uint8Array() })
  const huge = systemCalls.remark.make({ remark: new Uint8Array(preimageBytesMax) })
  testRefusals(open, [
    row("DepositTooLow", create({ deposit: 10n * TAO - 1n }), "less than 10 TAO"),
    row("CapTooLow", create({ cap: terms.deposit }), "nothing to raise"),
    row("MinimumContributionTooLow", create({ min_contribution: TAO / 10n - 1n }), "less than a tenth TAO"),
    row("InvalidFinalizationConfig", create({ call }), "call and target"),
    row("InvalidFinalizationConfig", create({ target_address: undefined }), "neither call nor target"),
    row("CannotEndInPast", create({ end: 10 }), "now"),
    row("BlockDurationTooShort", create({ end: 59 }), "49 blocks"),
    row("BlockDurationTooLong", create({ end: 20_011 }), "20,001 blocks"),
    row("InsufficientBalance", create(), "without the deposit", undefined, poor),
    row("Overflow", create(), "the last number is given", ({ state }) =>
      storage.NextCrowdloanId.set(state, 0xffff_ffff),
    ),
    row("Preimage.TooBig", create({ call: huge, target_address: undefined }), "a call of four mebibytes"),
    row("Token.Frozen", create(), "all of an account that has a reserve", reserving(10n * TAO), poor),
    row("Token.Frozen", contribute(TAO), "all of an account that has a reserve", reserving(TAO), poor),
    row("InsufficientBalance", contribute(TAO), "more than one has", opened(), poor),
    row("ContributionTooLow", contribute(TAO - 1n), "less than the least", opened(), Bob),
    row("CapRaised", contribute(TAO), "full already", filled(), Charlie),
    row(
      "ContributionPeriodEnded",
      contribute(TAO),
      "at its end",
      (chain) => {
        opened()(chain)
        system.Number.set(chain.state, terms.end)
      },
      Bob,
    ),
    row(
      "MaxContributorsReached",
      contribute(TAO),
      "of a contributor, with 500 there",
      (chain) => {
        opened()(chain)
        chain.call(Bob, contribute(TAO))
        change(chain, { contributors_count: constants.MaxContributors.get(chain.state) })
      },
      Bob,
    ),
    row(
      "MaxContributionReached",
      contribute(TAO),
      "above what one may give",
      (chain) => {
        opened()(chain)
        chain.call(Alice, setMax(20n))
        chain.call(Bob, contribute(20n * TAO))
      },
      Bob,
    ),
  ])
})

describe("closing", () => {
  const long = { call: systemCalls.remark.make({ remark: new Uint8Array(200) }), target_address: undefined }
  const short = { ...long, call: systemCalls.remark.make({ remark: new Uint8Array(2) }) }
  testRefusals(open, [
    row("NoContribution", withdraw, "of none", opened(), Bob),
    row("DepositCannotBeWithdrawn", withdraw, "of the deposit alone", opened()),
    row("CapNotRaised", finalize, "not full", opened()),
    row("AlreadyFinalizing", finalize, "within another", (chain) => {
      filled()(chain)
      storage.CurrentCrowdloanId.set(chain.state, 9)
    }),
    row("InvalidFinalizationConfig", finalize, "neither call nor target", (chain) => {
      filled()(chain)
      change(chain, { target_address: undefined })
    }),
    row("CallUnavailable", finalize, "its call is gone", (chain) => {
      filled(long)(chain)
      preimages.PreimageFor.clear(chain.state)
    }),
    row("FundsNotSettled", finalize, "its call leaves the money", filled(short)),
    row("NoContribution", dissolve, "nothing of the creator's", (chain) => {
      opened()(chain)
      storage.Contributions.delete(chain.state, crowdloan_id, Alice)
    }),
    row("NotReadyToDissolve", dissolve, "money of others", filled()),
  ])
})

describe("changing", () => {
  testRefusals(open, [
    row("MinimumContributionTooLow", updateMin(0n), "nothing", opened()),
    row("MinimumContributionTooHigh", updateMin(21n), "more than the most", (chain) => {
      opened()(chain)
      chain.call(Alice, setMax(20n))
    }),
    row("CannotEndInPast", updateEnd(10), "now", opened()),
    row("BlockDurationTooShort", updateEnd(59), "49 blocks", opened()),
    row("BlockDurationTooLong", updateEnd(20_011), "20,001 blocks", opened()),
    row("CapTooLow", updateCap(99n), "less than is there", filled()),
    row("MaximumContributionTooLow", setMax(0n), "less than the least", opened()),
    row("MaximumContributionTooLow", setMax(9n), "less than the creator gave", opened()),
  ])
})
