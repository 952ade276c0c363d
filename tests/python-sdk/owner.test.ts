/** A subnet owner's day, with both Python SDKs in one network. */
import { expect, it } from "vitest"
import { bittensor10, bittensor11 } from "./environments.ts"
import type { Scenario } from "./scenario.ts"
import { sessions } from "./session.ts"

const tao = 1_000_000_000
const bob = {
  cold: "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty",
  hot: "5CS3j9wEaMEt5tpEkF17ZVY8DCkLjrmkj3LxGnKzodS4ccoM",
}
const charlie = {
  cold: "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y",
  hot: "5GnAm62UXQTPnmevdJfS7q7Eh6gRJzjbxoa4y2wLZyoA7HQR",
}

sessions(
  { title: "bittensor 11.3.0", client: await bittensor11(), script: "owner_v11.py", tests: eleven },
  {
    title: "bittensor 10.5.0, asynchronous",
    client: await bittensor10(),
    script: "owner_v10.py",
    tests: ten,
  },
)

function eleven(of: Scenario["of"]) {
  it("registers a network for its cost", () => {
    expect(of("limits")).toMatchObject({ success: true })
    expect(of("register_network")).toMatchObject({
      success: true,
      cost: 1000 * tao,
      taken: 1000 * tao,
      locked: 1000 * tao,
      owner: bob.cold,
      hotkey: bob.hot,
      events: expect.arrayContaining([
        "SubtensorModule.NetworkAdded",
        "SubtensorModule.SubnetOwnerHotkeySet",
      ]),
    })
  })
  it("waits between two networks, in the pool already", () => {
    expect(of("register_again")).toMatchObject({
      success: false,
      error: "RateLimitExceeded",
      code: "rate_limited",
      events: [],
    })
  })
  it("names the subnet, and nobody else does", () => {
    expect(of("identity")).toMatchObject({
      success: true,
      read: {
        subnet_name: "fruit",
        github_repo: "https://github.com/a/b",
        subnet_contact: "a@b.cd",
        subnet_url: "https://a.b",
        discord: "a",
        description: "d",
        logo_url: "https://a.b/c.png",
        additional: "more",
      },
    })
    expect(of("identity")["events"]).toContain("SubtensorModule.SubnetIdentitySet")
    expect(of("identity_of_another")).toMatchObject({ success: false, error: "NotSubnetOwner" })
  })
  it("takes a symbol that is free", () => {
    expect(of("symbol")).toEqual({
      success: true,
      event: { netuid: 2, symbol: "ت" },
      read: "ت",
      taken: "SymbolAlreadyInUse",
      wrong: "SymbolDoesNotExist",
    })
  })
  it("starts the subnet, once", () => {
    expect(of("start")).toMatchObject({
      success: true,
      again: "FirstEmissionBlockNumberAlreadySet",
      active: true,
    })
    expect(of("start")["events"]).toContain("SubtensorModule.FirstEmissionBlockNumberSet")
  })
  it("sets every hyperparameter that spec 461 leaves to the owner", () => {
    expect(of("hyperparameters")).toMatchObject({
      // Root's alone, and retired: reference/behaviour/subnets.md section 10.
      failed: {
        registration_allowed: "BadOrigin",
        network_pow_registration_allowed: "POWRegistrationDisabled",
      },
      left_out: ["epoch_consensus"],
    })
    expect(of("hyperparameters")["events"]).toEqual(expect.arrayContaining(ofSettings))
    // What was not set, with the value it should not have: everything else is as the owner wanted it.
    expect(of("read_back")).toEqual({ registration_allowed: [false, true] })
  })
  it("is held to bounds, to its own subnet and to the rate limit", () => {
    expect(of("refused")).toEqual({
      bound: "MaxAllowedUidsGreaterThanDefaultMaxAllowedUids",
      stranger: "BadOrigin",
    })
    expect(of("rate_limit")).toEqual({ again: "TxRateLimitExceeded", value: 2 })
  })
  it("splits the subnet into mechanisms", () => {
    expect(of("mechanisms")).toEqual({ success: true, error: null, read: 2 })
  })
}

const ofSettings = [
  "AdminUtils: BondsResetToggled BurnHalfLifeSet BurnIncreaseMultSet CollateralDrainRatioSet CollateralLockShareSet Yuma3EnableToggled",
  "SubtensorModule: ActivityCutoffFactorMilliSet AdjustmentAlphaSet BondsMovingAverageSet BondsPenaltySet BondsResetOnSet",
  "SubtensorModule: CommitRevealEnabled CommitRevealPeriodsSet ImmunityPeriodSet MaxAllowedUidsSet MaxBurnSet MaxDifficultySet",
  "SubtensorModule: MinAllowedWeightSet MinBurnSet MinChildKeyTakePerSubnetSet ServingRateLimitSet TempoSet TransferToggle",
  "SubtensorModule: WeightsVersionKeySet",
].flatMap((line) => {
  const [pallet = "", names = ""] = line.split(": ")
  return names.split(" ").map((name) => `${pallet}.${name}`)
})

function ten(of: Scenario["of"]) {
  it("registers the next network for twice the cost, less what has decayed since", () => {
    const { cost, netuid, ...made } = of("register_network") as { cost: number; netuid: number }
    expect(made).toMatchObject({ success: true, wanted: netuid, owner: charlie.cold, hotkey: charlie.hot })
    expect(cost).toBeGreaterThan(netuid === 3 ? 1990 * tao : 999 * tao)
    expect(cost).toBeLessThanOrEqual(2000 * tao)
  })
  it("names and starts it", () => {
    expect(of("identity")).toMatchObject({
      success: true,
      stranger: "NotSubnetOwner",
      read: { subnet_name: "trees", subnet_contact: "c@d.ef", description: "wood", additional: "" },
    })
    expect(of("start")).toMatchObject({
      success: true,
      again: "FirstEmissionBlockNumberAlreadySet",
      active: [false, true],
    })
  })
  it("sets the tempo and runs an epoch ahead of its time", () => {
    expect(of("schedule")).toMatchObject({
      without_effect: [true, 10, true, 13_889],
      tempo: [true, 400],
      short: "TempoOutOfBounds",
      factor: [true, 2500],
      blocked: "DynamicTempoBlockedByCommitReveal",
      early: { success: true, events: expect.arrayContaining(["SubtensorModule.EpochTriggered"]) },
      epochs: 1,
    })
  })
  it("sets a hyperparameter by a raw call", () => {
    expect(of("hyperparameters")).toMatchObject({ success: true, read: 77 })
  })
}
