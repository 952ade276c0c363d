/** Every verb that writes, on a chain: what it does, and an error that its call documents. A verb that is not in the table fails to compile. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { readDocumented } from "../../../../scripts/callCoverage/documented.ts"
import { makeCall, multisigAddress } from "../index.ts"
import { errorsOf, hideWeights, netuid, openStage, type Stage, tao } from "./stage.testkit.ts"
import type * as writes from "./writes.ts"

interface Tried {
  /** Asks it, and looks at what came of it. */
  readonly succeeds: (stage: Stage) => Promise<void>
  /** The name of the error, and who meets it how. */
  readonly fails: readonly [error: string, attempt: (stage: Stage) => Promise<unknown>]
}

const pay = ({ account }: Stage, value: bigint) =>
  makeCall("Balances.transfer_keep_alive", { dest: { type: "Id", value: account("Eve") }, value })
/** More than anybody has. */
const tooMuch = 2_000_000n * tao
const eves = (stage: Stage) => stage.as("Alice").getBalance({ account: stage.account("Eve") })
const stakeOf = async ({ as, account }: Stage, coldkey: string, hotkey: string): Promise<bigint> => {
  const [found] = await as("Alice").getStake({ coldkey: account(coldkey), hotkey: account(hotkey), netuid })
  return found?.stake ?? 0n
}
const rowOf = ({ as }: Stage, uid = 1) => as("Alice").getStorage("SubtensorModule.Weights", [netuid, uid])
const members = ({ account }: Stage) => ({ threshold: 2, signatories: ["Alice", "Bob"].map(account) })
const weights = { netuid, uids: [0, 2], weights: [65_535, 32_768] }
const salted = { ...weights, salt: [1, 2, 3] }
const row = [
  [0, 65_535],
  [2, 32_768],
]
const bobs = ({ account }: Stage) => ({ hotkey: account("Bob_hk"), netuid })

const table: { readonly [V in keyof typeof writes]: Tried } = {
  addStake: {
    async succeeds(stage) {
      const before = await stakeOf(stage, "Dave", "Bob_hk")
      await stage.as("Dave").addStake({ ...bobs(stage), amount: 5n * tao })
      expect(await stakeOf(stage, "Dave", "Bob_hk")).toBeGreaterThan(before)
    },
    fails: [
      "SubtensorModule.AmountTooLow",
      (stage) => stage.as("Dave").addStake({ ...bobs(stage), amount: 1n }),
    ],
  },
  batch: {
    async succeeds(stage) {
      const before = await eves(stage)
      await stage.as("Bob").batch({ calls: [pay(stage, tao), pay(stage, tao)] })
      expect(await eves(stage)).toBe(before + 2n * tao)
    },
    fails: [
      "System.CallFiltered",
      (stage) => stage.as("Bob").batch({ calls: [makeCall("Utility.batch", { calls: [] })] }),
    ],
  },
  burnedRegister: {
    async succeeds(stage) {
      await stage.as("Dave").burnedRegister({ netuid, hotkey: stage.account("Dave_hk") })
      expect((await stage.as("Dave").getNeuron({ netuid, hotkey: stage.account("Dave_hk") }))?.uid).toBe(3)
    },
    fails: [
      "SubtensorModule.HotKeyAlreadyRegisteredInSubNet",
      (stage) => stage.as("Bob").burnedRegister({ netuid, hotkey: stage.account("Bob_hk") }),
    ],
  },
  commitWeights: {
    async succeeds(stage) {
      await hideWeights(stage)
      const before = await rowOf(stage)
      await stage.as("Bob_hk").commitWeights(weights)
      expect(await rowOf(stage)).toEqual(before)
      await stage.chain.mineToEpoch(netuid, 2)
      expect(await rowOf(stage)).toEqual(row)
    },
    fails: ["SubtensorModule.CommitRevealDisabled", (stage) => stage.as("Bob_hk").commitWeights(weights)],
  },
  commitWeightsHash: {
    async succeeds(stage) {
      await hideWeights(stage)
      await stage.as("Bob_hk").commitWeightsHash(salted)
      const commits = await stage
        .as("Bob_hk")
        .getStorage("SubtensorModule.WeightCommits", [netuid, stage.account("Bob_hk")])
      expect(commits).toHaveLength(1)
    },
    fails: ["SubtensorModule.CommitRevealDisabled", (stage) => stage.as("Bob_hk").commitWeightsHash(salted)],
  },
  moveStake: {
    async succeeds(stage) {
      const to = { hotkey: stage.account("Charlie_hk"), netuid }
      await stage.as("Bob").moveStake({ from: bobs(stage), to, amount: 10n * tao })
      expect(await stakeOf(stage, "Bob", "Charlie_hk")).toBeGreaterThan(9n * tao)
    },
    fails: [
      "SubtensorModule.HotKeyAccountNotExists",
      (stage) => {
        const to = { hotkey: stage.account("nobody"), netuid }
        return stage.as("Bob").moveStake({ from: bobs(stage), to, amount: tao })
      },
    ],
  },
  multisig: {
    async succeeds(stage) {
      await stage.as("Alice").transfer({ to: multisigAddress(members(stage)).account, amount: 10n * tao })
      const before = await eves(stage)
      await stage.as("Alice").multisig({ ...members(stage), call: pay(stage, tao) })
      expect(await eves(stage)).toBe(before)
      await stage.as("Bob").multisig({ ...members(stage), call: pay(stage, tao) })
      expect(await eves(stage)).toBe(before + tao)
    },
    fails: [
      "Multisig.AlreadyApproved",
      async (stage) => {
        const members = { threshold: 3, signatories: ["Alice", "Bob", "Dave"].map(stage.account) }
        await stage.as("Alice").multisig({ ...members, call: pay(stage, tao) })
        await stage.as("Alice").multisig({ ...members, call: pay(stage, tao) })
      },
    ],
  },
  publishWeights: {
    async succeeds(stage) {
      await stage.as("Bob_hk").publishWeights({ ...weights, uids: [0, 1] })
      expect((await rowOf(stage)).map(([uid]) => uid)).toEqual([0, 1])
      await hideWeights(stage)
      await stage.as("Bob_hk").publishWeights(weights)
      await stage.chain.mineToEpoch(netuid, 2)
      expect(await rowOf(stage)).toEqual(row)
    },
    fails: [
      "SubtensorModule.HotKeyNotRegisteredInSubNet",
      (stage) => stage.as("Dave").publishWeights({ ...weights }),
    ],
  },
  addProxy: {
    async succeeds(stage) {
      await stage.as("Alice").addProxy({ delegate: stage.account("Bob"), type: "Transfer" })
      const [proxies] = await stage.as("Alice").getStorage("Proxy.Proxies", [stage.account("Alice")])
      expect(proxies).toMatchObject([{ delegate: stage.account("Bob"), proxy_type: "Transfer", delay: 0 }])
    },
    fails: [
      "Proxy.NoSelfProxy",
      (stage) => stage.as("Alice").addProxy({ delegate: stage.account("Alice"), type: "Any" }),
    ],
  },
  proxy: {
    async succeeds(stage) {
      await stage.as("Alice").addProxy({ delegate: stage.account("Bob"), type: "Transfer" })
      const before = await eves(stage)
      await stage.as("Bob").proxy({ real: stage.account("Alice"), call: pay(stage, tao) })
      expect(await eves(stage)).toBe(before + tao)
    },
    fails: [
      "Proxy.NotProxy",
      (stage) => stage.as("Bob").proxy({ real: stage.account("Alice"), call: pay(stage, tao) }),
    ],
  },
  removeProxy: {
    async succeeds(stage) {
      const permission = { delegate: stage.account("Bob"), type: "Staking" } as const
      await stage.as("Alice").addProxy(permission)
      await stage.as("Alice").removeProxy(permission)
      const [proxies] = await stage.as("Alice").getStorage("Proxy.Proxies", [stage.account("Alice")])
      expect(proxies).toEqual([])
    },
    fails: [
      "Proxy.NotFound",
      (stage) => stage.as("Alice").removeProxy({ delegate: stage.account("Bob"), type: "Any" }),
    ],
  },
  registerSubnet: {
    async succeeds(stage) {
      const { netuid } = await stage.as("Dave").registerSubnet({ hotkey: stage.account("Dave_hk") })
      expect((await stage.as("Dave").getSubnet({ netuid }))?.owner_coldkey).toBe(stage.account("Dave"))
    },
    fails: [
      "SubtensorModule.CannotAffordLockCost",
      async (stage) => {
        await stage.chain.setBalance(stage.account("Dave"), tao)
        await stage.as("Dave").registerSubnet({ hotkey: stage.account("Dave_hk") })
      },
    ],
  },
  removeStake: {
    async succeeds(stage) {
      await stage.as("Bob").removeStake({ ...bobs(stage), amount: "all" })
      expect(await stakeOf(stage, "Bob", "Bob_hk")).toBe(0n)
    },
    fails: [
      "SubtensorModule.AmountTooLow",
      (stage) => stage.as("Bob").removeStake({ ...bobs(stage), amount: 1n }),
    ],
  },
  revealWeights: {
    async succeeds(stage) {
      await hideWeights(stage)
      await stage.as("Bob_hk").commitWeightsHash(salted)
      await stage.chain.mineToEpoch(netuid)
      await stage.as("Bob_hk").revealWeights(salted)
      expect(await rowOf(stage)).toEqual(row)
    },
    fails: [
      "SubtensorModule.NoWeightsCommitFound",
      async (stage) => {
        await hideWeights(stage)
        await stage.as("Bob_hk").revealWeights(salted)
      },
    ],
  },
  rootRegister: {
    async succeeds(stage) {
      await stage.as("Bob").rootRegister({ hotkey: stage.account("Bob_hk") })
      const neuron = await stage.as("Bob").getStorage("SubtensorModule.Uids", [0, stage.account("Bob_hk")])
      expect(neuron).toBe(0)
    },
    fails: [
      "SubtensorModule.HotKeyAlreadyRegisteredInSubNet",
      async (stage) => {
        await stage.as("Bob").rootRegister({ hotkey: stage.account("Bob_hk") })
        await stage.as("Bob").rootRegister({ hotkey: stage.account("Bob_hk") })
      },
    ],
  },
  serveAxon: {
    async succeeds(stage) {
      await stage.as("Charlie_hk").serveAxon({ netuid, ip: "10.1.2.3", port: 8091 })
      const axon = await stage
        .as("Charlie_hk")
        .getStorage("SubtensorModule.Axons", [netuid, stage.account("Charlie_hk")])
      expect(axon).toMatchObject({ ip: 0x0a010203n, port: 8091, ip_type: 4 })
    },
    fails: [
      "SubtensorModule.InvalidIpAddress",
      (stage) => stage.as("Charlie_hk").serveAxon({ netuid, ip: "127.0.0.1", port: 8091 }),
    ],
  },
  setChildren: {
    async succeeds(stage) {
      const [hotkey, child] = [stage.account("Bob_hk"), stage.account("Charlie_hk")]
      const cooldown = makeCall("SubtensorModule.set_pending_childkey_cooldown", { cooldown: 3n })
      await stage.as("Alice").sudo(cooldown)
      const children = [{ hotkey: child, proportion: 1n << 63n }]
      await stage.as("Bob").setChildren({ netuid, hotkey, children })
      const now = () => stage.as("Bob").getStorage("SubtensorModule.ChildKeys", [hotkey, netuid])
      expect(await now()).toEqual([])
      await stage.chain.mineToEpoch(netuid, 2)
      expect(await now()).toEqual([[1n << 63n, child]])
    },
    fails: [
      "SubtensorModule.InvalidChild",
      (stage) => {
        const children = [{ hotkey: stage.account("Bob_hk"), proportion: 1n }]
        return stage.as("Bob").setChildren({ ...bobs(stage), children })
      },
    ],
  },
  setTake: {
    async succeeds(stage) {
      const hotkey = stage.account("Bob_hk")
      const take = () => stage.as("Bob").getStorage("SubtensorModule.Delegates", [hotkey])
      await stage.as("Bob").setTake({ hotkey, take: 1_000 })
      expect(await take()).toBe(1_000)
      const unlimited = { tx_rate_limit: 0n }
      await stage.as("Alice").sudo(makeCall("AdminUtils.sudo_set_tx_delegate_take_rate_limit", unlimited))
      await stage.as("Bob").setTake({ hotkey, take: 2_000 })
      expect(await take()).toBe(2_000)
      await expect(stage.as("Bob").setTake({ hotkey, take: 2_000 })).rejects.toThrow(RangeError)
    },
    fails: [
      "SubtensorModule.DelegateTakeTooHigh",
      (stage) => stage.as("Bob").setTake({ hotkey: stage.account("Bob_hk"), take: 60_000 }),
    ],
  },
  setWeights: {
    async succeeds(stage) {
      await stage.as("Bob_hk").setWeights(weights)
      expect(await rowOf(stage)).toEqual(row)
    },
    fails: [
      "SubtensorModule.CommitRevealEnabled",
      async (stage) => {
        await hideWeights(stage)
        await stage.as("Bob_hk").setWeights(weights)
      },
    ],
  },
  submitCall: {
    async succeeds(stage) {
      const { events } = await stage
        .as("Dave")
        .submitCall("System.remark_with_event", { remark: Uint8Array.of(1) })
      expect(events.map(({ event }) => event.value.type)).toContain("Remarked")
    },
    fails: [
      "BadOrigin",
      (stage) => stage.as("Dave").submitCall("AdminUtils.sudo_set_tx_rate_limit", { tx_rate_limit: 1n }),
    ],
  },
  submitShielded: {
    async succeeds(stage) {
      await stage.chain.mine({ count: 4 })
      const before = await eves(stage)
      const { carrier } = await stage.as("Bob").submitShielded(pay(stage, tao))
      expect(carrier.events.map(({ event }) => event.value.type)).toContain("EncryptedSubmitted")
      expect(await eves(stage)).toBe(before + tao)
    },
    fails: [
      "Token.FundsUnavailable",
      async (stage) => {
        await stage.chain.mine({ count: 4 })
        await stage.as("Bob").submitShielded(pay(stage, tooMuch))
      },
    ],
  },
  sudo: {
    async succeeds(stage) {
      await stage.as("Alice").sudo(makeCall("AdminUtils.sudo_set_tempo", { netuid, tempo: 77 }))
      expect(await stage.as("Alice").getStorage("SubtensorModule.Tempo", [netuid])).toBe(77)
    },
    fails: ["Invalid signing address", (stage) => stage.as("Bob").sudo(pay(stage, tao))],
  },
  sudoAs: {
    async succeeds(stage) {
      const before = await eves(stage)
      await stage.as("Alice").sudoAs({ who: stage.account("Charlie"), call: pay(stage, tao) })
      expect(await eves(stage)).toBe(before + tao)
    },
    fails: [
      "Invalid signing address",
      (stage) => stage.as("Bob").sudoAs({ who: stage.account("Alice"), call: pay(stage, tao) }),
    ],
  },
  transfer: {
    async succeeds(stage) {
      const before = await eves(stage)
      await stage.as("Bob").transfer({ to: stage.account("Eve"), amount: tao })
      expect(await eves(stage)).toBe(before + tao)
      await stage.as("Bob").transfer({ to: stage.account("Eve"), amount: "all", keepAlive: false })
      expect(await stage.as("Bob").getBalance({ account: stage.account("Bob") })).toBe(0n)
    },
    fails: [
      "Token.FundsUnavailable",
      (stage) => stage.as("Bob").transfer({ to: stage.account("Eve"), amount: tooMuch }),
    ],
  },
  transferStake: {
    async succeeds(stage) {
      const to = { coldkey: stage.account("Dave") }
      await stage.as("Bob").transferStake({ from: bobs(stage), to, amount: 10n * tao })
      expect(await stakeOf(stage, "Dave", "Bob_hk")).toBeGreaterThan(9n * tao)
    },
    fails: [
      "SubtensorModule.TransferDisallowed",
      async (stage) => {
        const toggle = { netuid, toggle: false }
        await stage.as("Alice").sudo(makeCall("AdminUtils.sudo_set_toggle_transfer", toggle))
        const to = { coldkey: stage.account("Dave") }
        await stage.as("Bob").transferStake({ from: bobs(stage), to, amount: tao })
      },
    ],
  },
}

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.[Symbol.asyncDispose]())
beforeEach(() => stage.again())

describe.each(Object.entries(table))("%s", (_verb, { succeeds, fails: [error, attempt] }) => {
  it("does what it says", () => succeeds(stage))
  it(`meets ${error}`, async () => expect(await errorsOf(() => attempt(stage))).toContain(error))
})

interface Verb {
  readonly name: string
  /** `Pallet.call`s that the comment names, and the errors behind "Errors:". */
  readonly calls: readonly string[]
  readonly errors: readonly string[]
}

/** The functions of this folder that take a client, as their files say. */
const verbs = readdirSync(import.meta.dirname)
  .filter((file) => /^\w+\.ts$/.test(file))
  .flatMap((file) => {
    const text = readFileSync(join(import.meta.dirname, file), "utf8")
    const pattern =
      /(?:\/\*\*((?:(?!\*\/).)*)\*\/\n)?export (?:async )?function (\w+)(?:<[^(]*>)?\(\s*client: Client,\s*(signer: Signer)?/gs
    return [...text.matchAll(pattern)].map(([, comment = "", name = "", signer]) => ({
      name,
      comment,
      signer,
    }))
  })

describe("weights of a second mechanism", () => {
  const second = 1
  const rowOfSecond = () =>
    stage.as("Alice").getStorage("SubtensorModule.Weights", [netuid + 4096 * second, 1])

  it("have a row of their own, open or hidden", async () => {
    await stage.chain.setStorage({ SubtensorModule: { MechanismCountCurrent: [[[netuid], 2]] } })
    const before = await rowOf(stage)
    await stage.as("Bob_hk").publishWeights({ ...weights, uids: [0, 1], mechid: second })
    expect((await rowOfSecond())?.map(([uid]) => uid)).toEqual([0, 1])
    await hideWeights(stage)
    await stage.as("Bob_hk").publishWeights({ ...weights, mechid: second })
    await stage.chain.mineToEpoch(netuid, 2)
    expect(await rowOfSecond()).toEqual(row)
    expect(await rowOf(stage)).toEqual(before)
  })
  it("are refused where there is none", async () => {
    const setting = () => stage.as("Bob_hk").setWeights({ ...weights, mechid: second })
    // The node asks first when they were set last, which no mechanism that is not there can answer.
    expect(await errorsOf(setting)).toContain("SubtensorModule.SettingWeightsTooFast")
  })
})

describe("the comments of the verbs", () => {
  const writing = verbs.filter(({ signer }) => signer !== undefined)
  const quoted = (text: string): string[] => [...text.matchAll(/`([\w.]+)`/g)].map(([, name = ""]) => name)
  const described = writing.map(({ name, comment }): Verb => {
    const [before = "", after = ""] = comment.split("Errors:")
    return { name, calls: quoted(before.split("Call:")[1] ?? ""), errors: quoted(after) }
  })

  it("are those of all verbs that sign, and all of these are in the table", () => {
    expect(described.map(({ name }) => name).sort()).toEqual(Object.keys(table).sort())
    expect(verbs.filter(({ comment }) => comment === "")).toEqual([])
  })
  it("are of verbs that read under a name that says so", () => {
    const reading = verbs.filter(({ name }) => !Object.hasOwn(table, name)).map(({ name }) => name)
    expect(reading.filter((name) => !/^(get|watch|waitFor|estimate|call)[A-Z]/.test(name))).toEqual([])
  })
  it("name calls that are there, and errors that these document", async () => {
    const { calls } = await readDocumented()
    for (const { name, calls: named, errors } of described) {
      if (name === "submitCall" || name === "publishWeights") continue
      expect([name, named]).not.toEqual([name, []])
      const documented = new Set(
        named.flatMap((call) => calls.get(call)?.errors ?? expect.fail(`${name}: there is no call ${call}`)),
      )
      const [pallet] = named[0]?.split(".") ?? []
      const full = (error: string) => (error.includes(".") ? error : `${pallet}.${error}`)
      for (const error of errors) expect([name, ...documented]).toContain(full(error))
      const met = table[name as keyof typeof table].fails[0]
      if (/^\w+\.\w+$/.test(met) && errors.length > 0) expect([name, ...documented]).toContain(met)
    }
  })
})
