/** Children, takes, identities, proxies and key swaps, with both Python SDKs in one network. */
import { expect, it } from "vitest"
import { bittensor10, bittensor11 } from "./environments.ts"
import type { Scenario } from "./scenario.ts"
import { sessions } from "./session.ts"

const tao = 1_000_000_000
const half = `${1n << 63n}`

sessions(
  { title: "bittensor 11.3.0", client: await bittensor11(), script: "keys_v11.py", tests: eleven },
  { title: "bittensor 10.5.0", client: await bittensor10(), script: "keys_v10.py", tests: ten },
)

function eleven(of: Scenario["of"]) {
  it("opens a subnet with two neurons", () => {
    expect(of("open_subnet")).toEqual([true, true, true, true, true])
  })
  it("schedules children, which are in force after the cooldown", () => {
    const { children, parents, keys } = of("children_in_force") as {
      children: unknown
      parents: unknown
      keys: [string, string]
    }
    const [hot, child] = keys
    const pending = of("children") as { pending: { cooldown_block: number } }
    expect(pending).toMatchObject({
      success: true,
      before: [],
      cooldown: 15,
      event: [hot, 2, pending.pending.cooldown_block, [[half, child]]],
      pending: { children: [[half, child]] },
    })
    expect(children).toEqual([[half, child]])
    expect(parents).toEqual([[half, hot]])
  })
  it("sets a childkey's take within its bounds", () => {
    expect(of("childkey_take")).toMatchObject({
      success: true,
      stored: 6554,
      event: [expect.any(String), 6554],
      much: "InvalidChildkeyTake",
      stranger: "NonAssociatedColdKey",
    })
  })
  it("lowers and raises a delegate's take", () => {
    const { keys, ...takes } = of("takes") as { keys: [string, string] }
    expect(takes).toMatchObject({
      lower: [true, [...keys, 3277]],
      higher: [true, [...keys, 6554]],
      much: "DelegateTakeTooHigh",
      stranger: "NonAssociatedColdKey",
      stored: 6554,
      delegate: { hotkey: keys[1], take_u16: 6554, min: 0 },
    })
  })
  it("names itself", () => {
    expect(of("identity")).toMatchObject({
      success: true,
      read: { name: "bob", url: "https://b.ob", description: "d", image: "" },
      long: "InvalidIdentity",
    })
    expect(of("identity")["events"]).toContain("SubtensorModule.ChainIdentitySet")
  })
  it("lets a proxy stake and not transfer", () => {
    expect(of("proxies")).toMatchObject({
      added: [true, true],
      allowed: [true, { result: { Ok: [] } }, tao],
      denied: [false, null],
      read: { proxies: [{ proxy_type: "Staking", delay: 0 }], deposit: 93_000_000 },
      removed: [true, { proxies: [], deposit: 0 }],
    })
  })
  it("swaps a hotkey on one subnet and on all, and it keeps its uid", () => {
    const { every, ...swap } = of("hotkey_swap") as { every: { owner: [string, string] } }
    expect(swap).toMatchObject({
      uid: 1,
      one: { success: true, taken: tao / 1000, uid: 1 },
      taken: "NonAssociatedColdKey",
    })
    expect(swap).toHaveProperty(
      "one.events",
      expect.arrayContaining(["SubtensorModule.HotkeySwappedOnSubnet"]),
    )
    expect(every).toMatchObject({ success: true, taken: tao / 10, uid: 1 })
    expect(every).toHaveProperty("events", expect.arrayContaining(["SubtensorModule.HotkeySwapped"]))
    expect(every.owner[0]).toBe(every.owner[1])
  })
  it("swaps its coldkey as announced, and everything is the new one's", () => {
    const { balances, owner, swapped, ...rest } = of("coldkey_swap") as {
      balances: [string | number, number, string | number]
      owner: [string, string, string]
      swapped: { fee: number }
    }
    expect(rest).toMatchObject({
      early: "ColdkeySwapAnnouncementNotFound",
      announced: {
        success: true,
        taken: tao / 10,
        events: expect.arrayContaining(["SubtensorModule.ColdkeySwapAnnounced"]),
      },
      stopped: "ColdkeySwapAnnounced",
      found: { disputed: false, dispute_block: null },
      identity: { name: "bob" },
      new: true,
    })
    expect(swapped).toMatchObject({
      success: true,
      events: expect.arrayContaining(["SubtensorModule.ColdkeySwapped"]),
    })
    expect(owner).toEqual([owner[2], owner[2], owner[2]])
    expect(balances[1]).toBe(0)
    expect(Number(balances[0]) - Number(balances[2])).toBe(swapped.fee)
  })
  it("is stuck once it disputes an announcement", () => {
    expect(of("coldkey_dispute")).toMatchObject({
      announced: true,
      disputed: [true, expect.arrayContaining(["SubtensorModule.ColdkeySwapDisputed"])],
      stuck: "ColdkeySwapDisputed",
    })
  })
}

function ten(of: Scenario["of"]) {
  it("schedules children: not itself, not twice in a row", () => {
    const { child, ...children } = of("children") as { child: string }
    expect(of("limits")).toBe(true)
    expect(children).toMatchObject({
      success: true,
      registered: [true, true],
      staked: true,
      itself: "InvalidChild",
      again: "TxRateLimitExceeded",
    })
    expect(children).toHaveProperty("pending", [[0.5, child]])
  })
  it("lowers and raises its take", () => {
    expect(of("take")).toMatchObject({
      made: [true, true],
      events: [
        [expect.any(String), expect.any(String), 3276],
        [expect.any(String), expect.any(String), 5898],
      ],
      stranger: [false, expect.stringContaining("Custom error: 25")],
      read: 0.09,
      delegate: [expect.any(String)],
    })
  })
  it("lets a proxy transfer and not stake", () => {
    const { eve, ...proxies } = of("proxies") as { eve: string }
    expect(proxies).toMatchObject({
      made: [true, true, true],
      received: tao,
      found: [[eve, "Transfer", 0]],
      deposit: 93_000_000,
      left: [],
    })
    // System.CallFiltered
    expect(proxies).toHaveProperty("denied", [
      true,
      { result: { Err: { Module: { index: 0, error: "0x05000000" } } } },
    ])
    expect(of("pure_proxy")).toMatchObject({
      success: true,
      event: { proxy_type: "Any", disambiguation_index: 0 },
    })
  })
  it("swaps its hotkey, with uid and stake", () => {
    expect(of("hotkey_swap")).toMatchObject({ success: true, stake: [0, 1200 * tao] })
    const [before, after] = of("hotkey_swap")["uids"] as [number, number]
    expect(after).toBe(before)
  })
  it("swaps its coldkey as announced", () => {
    expect(of("coldkey_swap")).toMatchObject({
      announced: { success: true },
      found: true,
      early: [false, null, expect.stringContaining("Swap too early")],
      wrong: [false, null, expect.stringContaining("does not match announcement")],
      swapped: { success: true, events: expect.arrayContaining(["SubtensorModule.ColdkeySwapped"]) },
    })
    const [owner, target] = of("coldkey_swap")["owner"] as [string, string]
    expect(owner).toBe(target)
    // A pure proxy's deposit keeps the account, and the account keeps the existential deposit.
    expect(of("coldkey_swap")["left"]).toBe(500)
  })
}
