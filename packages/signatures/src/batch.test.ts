import fc from "fast-check"
import { expect, it } from "vitest"
import { batchCheck } from "./batch.ts"
import type { Statement } from "./statement.ts"
import { flipped, portable, signed, statements } from "./statements.testkit.ts"

/** As compiled code would, and counts. */
function counting() {
  const asked: number[] = []
  const allHold = (list: readonly Statement[]): boolean => {
    asked.push(list.length)
    return list.every((each) => each.scheme === "sr25519" && portable(each))
  }
  return { asked, allHold }
}

it("answers for each as the portable code does, together or not", () => {
  fc.assert(
    fc.property(fc.array(fc.array(statements, { maxLength: 6 }), { maxLength: 4 }), (batches) => {
      for (const allHold of [counting().allHold, undefined]) {
        const check = batchCheck(allHold)
        for (const batch of batches) expect(check(batch)).toEqual(batch.map(portable))
      }
    }),
    { numRuns: 30 },
  )
})

it("asks for those of one scheme together, and after a forged one not for the next eight batches", () => {
  const { asked, allHold } = counting()
  const check = batchCheck(allHold)
  const [sr, ed] = (["sr25519", "ed25519"] as const).map((scheme) => signed(scheme, Uint8Array.of(1)))
  if (sr === undefined || ed === undefined) throw new Error("no statement")
  const forged = { ...sr, signature: flipped(sr.signature, 3) }
  expect(check([sr, ed, sr])).toEqual([true, true, true])
  expect(check([sr, ed])).toEqual([true, true])
  expect(check([sr, forged, sr])).toEqual([true, false, true])
  for (let batch = 0; batch < 8; batch++) expect(check([sr, forged])).toEqual([true, false])
  expect(asked).toEqual([2, 3])
  expect(check([sr, sr, sr])).toEqual([true, true, true])
  expect(asked).toEqual([2, 3, 3])
})
