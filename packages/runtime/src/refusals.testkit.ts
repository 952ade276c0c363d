/** For tests of pallets: calls that are refused, as tables. Never imported by product code. */
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { expect, test } from "vitest"
import type { Caller, TestChain } from "./testKit.ts"
import { verdictOf } from "./verdict.testkit.ts"

/** Dispatches the call and expects the error (`Pallet.Error`, `BadOrigin`, `Token.Frozen`, …), no event, and a state without any change. */
export function expectRefusal(
  { state, call: dispatch }: TestChain,
  caller: Caller,
  call: RuntimeCallValue,
  error: string,
): void {
  const before = [...state.changes()]
  const events = state.events.length
  expect(verdictOf(dispatch(caller, call))).toBe(error)
  expect(state.events.slice(events)).toEqual([])
  const after = state.changes()
  const differing = before.filter(([key, bytes]) => !sameBytes(bytes, after.get(key)))
  expect([differing.length, after.size]).toEqual([0, before.length])
}

/** One way to be refused: what a chain needs on top of where the table starts, who calls what, and the error. */
export interface Refusal {
  readonly error: string
  /** What is wrong, for the test's name. */
  readonly when: string
  readonly caller: Caller
  readonly call: RuntimeCallValue | ((chain: TestChain) => RuntimeCallValue)
  arrange?(chain: TestChain): void
}

/** One test a row, each on a chain of its own. */
export function testRefusals(start: () => TestChain, rows: readonly Refusal[]): void {
  const titled = rows.map((row) => [`${row.error}: ${row.when}`, row] as const)
  test.each(titled)("%s", (_, { error, caller, call, arrange }) => {
    const chain = start()
    arrange?.(chain)
    expectRefusal(chain, caller, typeof call === "function" ? call(chain) : call, error)
  })
}

const sameBytes = (left: Uint8Array | undefined, right: Uint8Array | undefined): boolean =>
  left === right || (left !== undefined && right !== undefined && Buffer.compare(left, right) === 0)
