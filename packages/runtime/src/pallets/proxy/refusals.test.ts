import { type Hex, toHex } from "@taonet/primitives/hex"
import { describe, expect, test } from "vitest"
import { expectRefusal, type Refusal, testRefusals } from "../../refusals.testkit.ts"
import { devAccounts } from "../../specs/devAccounts.ts"
import { createTestChain, type TestChain } from "../../testKit.ts"
import { deposit } from "../balances/currency.ts"
import { storage as system, calls as systemCalls } from "../system/schema.ts"
import { encodedCall } from "../utility/encoded.ts"
import { pureAccount } from "./pure.ts"
import { calls, storage } from "./schema.ts"

const { Alice, Bob, Charlie } = devAccounts
const poor: Hex = `0x${"77".repeat(32)}`
const id = (value: Hex) => ({ type: "Id", value }) as const
const byIndex = { type: "Index", value: undefined } as const
const tao = 10n ** 9n
const price = { proxy: 93_000_000n, announcement: 104_000_000n }

function open(): TestChain {
  const chain = createTestChain()
  chain.runBlocks(1)
  for (const who of [Alice, Bob, Charlie]) deposit(chain.state, who, 1000n * tao)
  chain.takeEvents()
  return chain
}

const call = systemCalls.remark_with_event.make({ remark: Uint8Array.of(1) })
const call_hash = toHex(encodedCall(call).hash)
const any = { proxy_type: "Any", delay: 0 } as const
const pureOf = { spawner: Bob, proxy_type: "Any", index: 0 } as const
const pure = pureAccount({ ...pureOf, when: { height: 1, index: 0 } })
const kill = calls.kill_pure.make({ ...pureOf, spawner: id(Bob), height: 1, ext_index: 0 })

/** What is right in each call where Bob is Alice's proxy, and announced. */
const made = {
  proxy: calls.proxy.make({ real: id(Alice), force_proxy_type: undefined, call }),
  add: calls.add_proxy.make({ delegate: id(Alice), ...any }),
  remove: calls.remove_proxy.make({ delegate: id(Alice), ...any }),
  removeAll: calls.remove_proxies.make({}),
  create: calls.create_pure.make({ ...any, index: 0 }),
  kill,
  announce: calls.announce.make({ real: id(Alice), call_hash }),
  removeAnnouncement: calls.remove_announcement.make({ real: id(Alice), call_hash }),
  reject: calls.reject_announcement.make({ delegate: id(Alice), call_hash }),
  proxyAnnounced: calls.proxy_announced.make({
    delegate: id(Bob),
    real: id(Alice),
    force_proxy_type: undefined,
    call,
  }),
  poke: calls.poke_deposit.make({}),
  paysFee: calls.set_real_pays_fee.make({ delegate: id(Alice), pays_fee: true }),
} as const

const give =
  (delay = 0) =>
  (chain: TestChain) =>
    chain.call(Alice, calls.add_proxy.make({ delegate: id(Bob), proxy_type: "Any", delay }))
const announced =
  (delay = 0) =>
  (chain: TestChain) => {
    give(delay)(chain)
    chain.call(Bob, made.announce)
  }

type Call = (typeof made)[keyof typeof made]
const row = (error: string, made: Call, when = "", more: Partial<Refusal> = {}): Refusal => ({
  error,
  when: `${made.value.type} ${when}`,
  caller: Bob,
  call: made,
  ...more,
})

describe("who calls", () => {
  const callers = ["root", "none"] as const
  testRefusals(
    open,
    Object.values(made).flatMap((call) =>
      callers.map((caller) => row("BadOrigin", call, `by ${caller}`, { caller })),
    ),
  )
})

describe("addresses that are no accounts", () => {
  const args = { force_proxy_type: undefined, call }
  testRefusals(
    open,
    [
      calls.proxy.make({ real: byIndex, ...args }),
      calls.add_proxy.make({ delegate: byIndex, ...any }),
      calls.remove_proxy.make({ delegate: byIndex, ...any }),
      calls.kill_pure.make({ ...pureOf, spawner: byIndex, height: 1, ext_index: 0 }),
      calls.announce.make({ real: byIndex, call_hash }),
      calls.remove_announcement.make({ real: byIndex, call_hash }),
      calls.reject_announcement.make({ delegate: byIndex, call_hash }),
      calls.proxy_announced.make({ delegate: byIndex, real: id(Alice), ...args }),
      calls.proxy_announced.make({ delegate: id(Bob), real: byIndex, ...args }),
      calls.set_real_pays_fee.make({ delegate: byIndex, pays_fee: true }),
    ].map((call) => ({ error: "CannotLookup", when: call.value.type, caller: Bob, call })),
  )
})

describe("rights", () => {
  const other = calls.proxy.make({ real: id(Alice), force_proxy_type: "Staking", call })
  testRefusals(open, [
    row("Proxy.NotProxy", made.proxy, "without rights"),
    row("Proxy.NotProxy", other, "of another type", { arrange: give() }),
    row("Proxy.NotProxy", made.proxyAnnounced, "without rights"),
    row("Proxy.NotProxy", made.announce, "without rights"),
    row("Proxy.NotProxy", made.paysFee, "for who has no rights"),
    row("Proxy.Unannounced", made.proxy, "with a delay", { arrange: give(1) }),
    row("Proxy.Unannounced", made.proxyAnnounced, "without announcement", { arrange: give() }),
    row("Proxy.Unannounced", made.proxyAnnounced, "too early", { arrange: announced(1) }),
    row("Proxy.NoSelfProxy", made.add, "of oneself", { caller: Alice }),
    row("Proxy.Duplicate", calls.add_proxy.make({ delegate: id(Bob), ...any }), "twice", {
      caller: Alice,
      arrange: give(),
    }),
    row("Proxy.TooMany", made.add, "of a 21st", {
      arrange: (chain) => {
        for (let delay = 1; delay <= 20; delay++)
          chain.call(Bob, calls.add_proxy.make({ delegate: id(Alice), proxy_type: "Any", delay }))
      },
    }),
    row("Proxy.TooMany", made.announce, "of a 76th", {
      arrange: (chain) => {
        for (let n = 0; n < 75; n++) announced()(chain)
      },
    }),
    row("Proxy.NotFound", made.remove, "of none"),
    row("Proxy.NotFound", made.removeAnnouncement, "of none", { arrange: give() }),
    row("Proxy.NotFound", made.reject, "of none"),
    row("Proxy.Duplicate", made.create, "twice in one extrinsic", {
      arrange: (chain) => {
        chain.call(Bob, made.create)
      },
    }),
    row("Proxy.NoPermission", made.kill, "by its creator", {
      arrange: (chain) => {
        chain.call(Bob, made.create)
      },
    }),
  ])

  test("end with a keyless account, by its own act, and nothing of its deposit is lost", () => {
    const chain = open()
    const before = system.Account.get(chain.state, Bob).data
    chain.call(Bob, made.create)
    expect(system.Account.get(chain.state, Bob).data.reserved).toBe(price.proxy)
    chain.takeEvents()
    expect(chain.call(pure, kill)).toEqual({ ok: true, post: {} })
    expect(chain.takeEvents()).toEqual(["Balances.Unreserved", "Proxy.PureKilled"])
    expect(system.Account.get(chain.state, Bob).data).toEqual(before)
    expectRefusal(
      chain,
      Bob,
      calls.proxy.make({ real: id(pure), force_proxy_type: undefined, call }),
      "Proxy.NotProxy",
    )
  })
})

describe("deposits", () => {
  const rich = (amount: bigint): Partial<Refusal> => ({
    caller: poor,
    arrange: (chain) => {
      deposit(chain.state, poor, amount)
      chain.call(Alice, calls.add_proxy.make({ delegate: id(poor), ...any }))
    },
  })
  testRefusals(
    open,
    (
      [
        [made.add, price.proxy],
        [made.create, price.proxy],
        [made.announce, price.announcement],
      ] as const
    ).flatMap(([call, amount]) => [
      row("Balances.InsufficientBalance", call, "a rao short", rich(amount - 1n)),
      row("ConsumerRemaining", call, "at the cost of the account's life", rich(amount + 499n)),
    ]),
  )

  /** What was reserved when prices were lower. */
  function cheap(free: bigint): TestChain {
    const chain = open()
    deposit(chain.state, poor, tao)
    chain.call(poor, made.add)
    const [proxies] = storage.Proxies.get(chain.state, poor)
    storage.Proxies.set(chain.state, poor, [proxies, 1n])
    system.Account.mutate(chain.state, poor, (info) => ({ ...info, data: { ...info.data, free } }))
    return chain
  }
  test("that rose are not taken from who cannot pay them", () => {
    expectRefusal(cheap(price.proxy - 2n), poor, made.poke, "Balances.InsufficientBalance")
    expectRefusal(cheap(price.proxy - 1n + 499n), poor, made.poke, "ConsumerRemaining")
    expect(cheap(price.proxy - 1n + 500n).call(poor, made.poke)).toEqual({ ok: true, post: { pays: "No" } })
  })
})
