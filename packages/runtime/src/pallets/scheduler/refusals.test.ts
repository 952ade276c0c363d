import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { type Refusal, testRefusals } from "../../refusals.testkit.ts"
import { devAccounts } from "../../specs/devAccounts.ts"
import { createTestChain, type TestChain } from "../../testKit.ts"
import { preimageBytesMax } from "../preimage/preimages.ts"
import { calls as system } from "../system/schema.ts"
import { calls } from "./schema.ts"

const { Alice } = devAccounts
const id = new Uint8Array(32).fill(1)
const remark = system.remark.make({ remark: new Uint8Array() })
const huge = system.remark.make({ remark: new Uint8Array(preimageBytesMax) })
const task = [9, 0] as const
const plan = { maybe_periodic: undefined, priority: 0, call: remark }

function open(): TestChain {
  const chain = createTestChain()
  chain.runBlocks(1)
  chain.takeEvents()
  return chain
}

/** Each plans a call for block 9. */
const plans = [
  (call: RuntimeCallValue, when = 9) => calls.schedule.make({ ...plan, when, call }),
  (call: RuntimeCallValue, when = 9) => calls.schedule_named.make({ ...plan, id, when, call }),
  (call: RuntimeCallValue) => calls.schedule_after.make({ ...plan, after: 7, call }),
  (call: RuntimeCallValue) => calls.schedule_named_after.make({ ...plan, id, after: 7, call }),
] as const
const [schedule, named] = plans

const fill = (chain: TestChain) => {
  for (let i = 0; i < 50; i++) chain.call("root", schedule(remark))
}

const planning: readonly Refusal[] = plans.flatMap((make) => {
  const call = make(remark)
  const when = call.value.type
  return [
    { error: "BadOrigin", when: `${when} by an account`, caller: Alice, call },
    { error: "BadOrigin", when: `${when} by nobody`, caller: "none" as const, call },
    { error: "Exhausted", when: `${when}, a full agenda`, caller: "root" as const, call, arrange: fill },
    { error: "Preimage.TooBig", when: `${when}, four mebibytes`, caller: "root" as const, call: make(huge) },
  ]
})

const existing: readonly Refusal[] = [
  calls.cancel.make({ when: 9, index: 0 }),
  calls.cancel_named.make({ id }),
  calls.set_retry.make({ task, retries: 1, period: 1 }),
  calls.set_retry_named.make({ id, retries: 1, period: 1 }),
  calls.cancel_retry.make({ task }),
  calls.cancel_retry_named.make({ id }),
].flatMap((call) => {
  const when = call.value.type
  const arrange = (chain: TestChain) => chain.call("root", named(remark))
  return [
    { error: "BadOrigin", when: `${when} by an account`, caller: Alice, call, arrange },
    { error: "BadOrigin", when: `${when} by nobody`, caller: "none" as const, call, arrange },
    { error: "Scheduler.NotFound", when: `${when}, nothing planned`, caller: "root" as const, call },
  ]
})

testRefusals(open, [
  ...planning,
  ...existing,
  ...[0, 1].flatMap((when) =>
    [schedule(remark, when), named(remark, when)].map((call) => ({
      error: "Scheduler.TargetBlockNumberInPast",
      when: `${call.value.type} for block ${when} in block 1`,
      caller: "root" as const,
      call,
    })),
  ),
  ...[named(remark, 20), calls.schedule_named_after.make({ ...plan, id, after: 20 })].map((call) => ({
    error: "Scheduler.FailedToSchedule",
    when: `${call.value.type} with a name that is taken`,
    caller: "root" as const,
    call,
    arrange: (chain: TestChain) => chain.call("root", named(remark)),
  })),
])
