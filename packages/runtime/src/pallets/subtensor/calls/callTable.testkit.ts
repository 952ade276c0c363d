/**
 * For tests of calls, as tables: what a call emits when it succeeds, and each error that it documents with what brings it about. Everything
 * runs through the chain's own dispatcher, with guards and rollback. Never imported by product code.
 */
import type { CallDef } from "@taonet/frame/schema/calls"
import { describe, expect, it } from "vitest"
import { type Refusal, testRefusals } from "../../../refusals.testkit.ts"
import type { Caller, TestChain } from "../../../testKit.ts"
import { verdictOf } from "../../../verdict.testkit.ts"
import { bob } from "../staking/books.testKit.ts"

/** What differs from the call that succeeds. */
export interface Change<A> {
  /** What is wrong, for the test's name; left out where the error's own name says it. */
  readonly when?: string
  readonly caller?: Caller
  readonly args?: Partial<A>
  arrange?(chain: TestChain): void
}

export interface CallTable<A> {
  readonly call: CallDef<A>
  start(): TestChain
  /** Who may call. Root in place of an account, and an account in place of root, must be refused. */
  readonly caller: Caller
  readonly args: A
  /** Names of all events of the call that succeeds, in order. */
  readonly emits: readonly string[]
  /** By error, bare names being the call's own pallet's. */
  readonly refuses: Readonly<Record<string, Change<A> | readonly Change<A>[]>>
}

export function testCall<A>(table: CallTable<A>): void {
  const { call, start, caller, args, emits } = table
  const refusals = Object.entries(table.refuses).flatMap(([error, changes]) =>
    (Array.isArray(changes) ? changes : [changes]).map((change) => refusalOf(table, error, change)),
  )
  const stranger: Change<A> = {
    when: "asked by another kind of origin",
    caller: caller === "root" ? bob : "root",
  }
  describe(call.name, () => {
    it("succeeds", () => {
      const chain = start()
      chain.takeEvents()
      expect(verdictOf(chain.call(caller, call.make(args)))).toBe("ok")
      expect(chain.takeEvents()).toEqual(emits)
    })
    testRefusals(start, [refusalOf(table, "BadOrigin", stranger), ...refusals])
  })
}

function refusalOf<A>({ call, caller, args }: CallTable<A>, error: string, change: Change<A>): Refusal {
  return {
    error: plainError.test(error) ? error : `${call.pallet}.${error}`,
    when: change.when ?? "as its name says",
    caller: change.caller ?? caller,
    call: call.make({ ...args, ...change.args }),
    ...(change.arrange ? { arrange: change.arrange } : {}),
  }
}

/** An error that is no pallet's, or names its pallet. */
const plainError = /\.|^(BadOrigin|CannotLookup|ConsumerRemaining)$/
