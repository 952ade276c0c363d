import { portable, signed, statements } from "@taonet/signatures/statements.testkit"
import fc from "fast-check"
import { afterAll, describe, expect, it } from "vitest"
import { noLog } from "../log.ts"
import { threadVerifier } from "./signatures.ts"

describe("signatures on threads", () => {
  const warnings: string[] = []
  const log = (_level: string, message: string): void => void warnings.push(message)
  const verifier = threadVerifier({ threads: 2, log })
  afterAll(() => verifier.close())

  it("are answered rightly, in the order of the questions, whether threads work yet or not", async () => {
    const list = fc.sample(statements, { seed: 7, numRuns: 300 })
    for (let times = 0; times < 3; times++) {
      const order: number[] = []
      const answers = list.map((statement, index) =>
        verifier.verify(statement).then((holds) => {
          order.push(index)
          return holds
        }),
      )
      expect(await Promise.all(answers)).toEqual(list.map(portable))
      expect(order).toEqual(list.map((_, index) => index))
    }
    expect(verifier.pending).toBe(0)
    expect(warnings).toEqual([])
  })
  it("are refused without a look where they have the wrong length", async () => {
    const good = signed("sr25519", new Uint8Array(32))
    expect(await verifier.verify({ ...good, signature: good.signature.subarray(1) })).toBe(false)
    expect(await verifier.verify({ ...good, account: new Uint8Array(33) })).toBe(false)
  })
  it("leave no question open at the end", async () => {
    const ending = threadVerifier({ threads: 1, log: noLog })
    const good = signed("sr25519", new Uint8Array(32))
    const answers = Promise.all(Array.from({ length: 200 }, () => ending.verify(good)))
    await ending.close()
    expect(new Set(await answers)).toEqual(new Set([true]))
    expect(await ending.verify(good)).toBe(true)
  })
})
