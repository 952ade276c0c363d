import { holds, signSr25519 } from "./accelerated.ts"
import { batchCheck } from "./batch.ts"
import type { Statement } from "./statement.ts"
import { isSigning, type Result, type Task } from "./tasks.ts"

/** Does one task on the caller's thread. */
export const doTask = <T extends Task>(task: T): Result<T> =>
  (isSigning(task) ? signSr25519(task) : holds(task as Statement)) as Result<T>

/** Does many, in their order. */
export function taskWorker(): (tasks: readonly Task[]) => Result[] {
  const check = batchCheck()
  return (tasks) => {
    const verdicts = check(tasks.filter((task) => !isSigning(task)) as Statement[])
    let next = 0
    return tasks.map((task) => (isSigning(task) ? doTask(task) : verdicts[next++] === true))
  }
}
