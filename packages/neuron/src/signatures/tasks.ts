/** Checks of signatures as bytes, so that a batch of them crosses to another thread in one buffer. */
import { acceleratedCheck } from "../accelerated.ts"
import type { AuthScheme } from "../hotkey.ts"

const schemes: readonly AuthScheme[] = ["sr25519", "ed25519"]
const accountAt = 1
const signatureAt = accountAt + 32
const messageAt = signatureAt + 64

/** Undefined when signature or key have the wrong length: such a signature holds for nobody. */
export function checkTask(
  scheme: AuthScheme,
  signature: Uint8Array,
  message: Uint8Array,
  account: Uint8Array,
): Uint8Array | undefined {
  if (signature.length !== 64 || account.length !== 32) return undefined
  const task = new Uint8Array(messageAt + message.length)
  task[0] = schemes.indexOf(scheme)
  task.set(account, accountAt)
  task.set(signature, signatureAt)
  task.set(message, messageAt)
  return task
}

/** Whether the signature of a task holds. */
export function runTask(task: Uint8Array): boolean {
  const scheme = schemes[task[0] ?? -1]
  const account = task.subarray(accountAt, signatureAt)
  return (
    scheme !== undefined &&
    acceleratedCheck()(scheme, task.subarray(signatureAt, messageAt), task.subarray(messageAt), account)
  )
}

/** Each task behind its length (4 bytes). */
export function packTasks(tasks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const packed = new Uint8Array(tasks.reduce((size, task) => size + 4 + task.length, 0))
  const view = new DataView(packed.buffer)
  let at = 0
  for (const task of tasks) {
    view.setUint32(at, task.length)
    packed.set(task, at + 4)
    at += 4 + task.length
  }
  return packed
}

export function unpackTasks(packed: Uint8Array): Uint8Array[] {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.length)
  const tasks: Uint8Array[] = []
  for (let at = 0; at < packed.length; ) {
    const end = at + 4 + view.getUint32(at)
    tasks.push(packed.subarray(at + 4, end))
    at = end
  }
  return tasks
}
