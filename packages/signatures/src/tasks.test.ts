import { keypairFromUri } from "@taonet/primitives/crypto/suri"
import fc from "fast-check"
import { expect, it } from "vitest"
import { portable, statements } from "./statements.testkit.ts"
import { isSigning, packResults, packTasks, type Task, unpackResults, unpackTasks } from "./tasks.ts"
import { taskWorker } from "./work.ts"

const { publicKey, secretKey } = keypairFromUri("//Bob", "sr25519")
const tasks: fc.Arbitrary<readonly Task[]> = fc.array(
  fc.oneof(
    statements,
    fc.uint8Array({ maxLength: 300 }).map((message) => ({ publicKey, secretKey, message })),
  ),
  { maxLength: 6 },
)

it("cross to a thread and back as they are, whatever their kinds and lengths", () => {
  fc.assert(
    fc.property(tasks, fc.uint8Array({ minLength: 64, maxLength: 64 }), (list, signature) => {
      expect(unpackTasks(packTasks(list))).toEqual(list)
      const results = list.map((task, index) => (isSigning(task) ? signature : index % 3 === 0))
      expect(unpackResults(list, packResults(results))).toEqual(results)
    }),
    { numRuns: 100 },
  )
})

it("are done in their order: checks as the portable code would, signatures that it takes", () => {
  const work = taskWorker()
  fc.assert(
    fc.property(tasks, (list) => {
      for (const [index, result] of work(list).entries()) {
        const task = list[index] as Task
        if (!isSigning(task)) expect(result).toBe(portable(task))
        else {
          const { message } = task
          const signature = result as Uint8Array
          expect(portable({ scheme: "sr25519", message, signature, account: publicKey })).toBe(true)
        }
      }
    }),
    { numRuns: 50 },
  )
})
