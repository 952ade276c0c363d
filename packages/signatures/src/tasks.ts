/** What a thread is asked, and its answers, as values and as bytes: a batch crosses in one buffer. */
import { signatureLength, signatureSchemes } from "@taonet/primitives/crypto/verify"
import type { Statement } from "./statement.ts"

/** Signs by sr25519. */
export interface Signing {
  /** 32 bytes. */
  readonly publicKey: Uint8Array
  /** 64 bytes. */
  readonly secretKey: Uint8Array
  readonly message: Uint8Array
}

export type Task = Statement | Signing
/** Whether the statement holds, or the signature. */
export type Result<T extends Task = Task> = T extends Signing ? Uint8Array : boolean

export const isSigning = (task: Task): task is Signing => "secretKey" in task

/** A kind is the place in this list, of what goes between key and message; the last is for signing. */
const middleLengths = [...signatureSchemes.map((scheme) => signatureLength[scheme]), 64]
const signing = signatureSchemes.length
const headLength = 1 + 4 + 32

const kindOf = (task: Task): number => (isSigning(task) ? signing : signatureSchemes.indexOf(task.scheme))

/** Each as kind (1 byte), length of the message (4), account or public key, signature or secret key, message. */
export function packTasks(tasks: readonly Task[]): Uint8Array<ArrayBuffer> {
  let size = 0
  for (const task of tasks) size += headLength + middleLengths[kindOf(task)]! + task.message.length
  const packed = new Uint8Array(size)
  const view = new DataView(packed.buffer)
  let at = 0
  for (const task of tasks) {
    const { message } = task
    const kind = kindOf(task)
    const [key, middle] = isSigning(task) ? [task.publicKey, task.secretKey] : [task.account, task.signature]
    packed[at] = kind
    view.setUint32(at + 1, message.length)
    packed.set(key, at + 5)
    packed.set(middle, at + headLength)
    packed.set(message, at + headLength + middleLengths[kind]!)
    at += headLength + middleLengths[kind]! + message.length
  }
  return packed
}

export function unpackTasks(packed: Uint8Array): Task[] {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.length)
  const tasks: Task[] = []
  for (let at = 0; at < packed.length; ) {
    const kind = packed[at]!
    const messageAt = at + headLength + middleLengths[kind]!
    const end = messageAt + view.getUint32(at + 1)
    const key = packed.subarray(at + 5, at + headLength)
    const middle = packed.subarray(at + headLength, messageAt)
    const message = packed.subarray(messageAt, end)
    tasks.push(
      kind === signing
        ? { publicKey: key, secretKey: middle, message }
        : { scheme: signatureSchemes[kind]!, account: key, signature: middle, message },
    )
    at = end
  }
  return tasks
}

/** A byte for each statement, 1 where it holds, and 64 for each signature. */
export function packResults(results: readonly Result[]): Uint8Array<ArrayBuffer> {
  const packed = new Uint8Array(results.reduce((sum, result) => sum + lengthOf(result), 0))
  let at = 0
  for (const result of results) {
    if (typeof result === "boolean") packed[at] = result ? 1 : 0
    else packed.set(result, at)
    at += lengthOf(result)
  }
  return packed
}

const lengthOf = (result: Result): number => (typeof result === "boolean" ? 1 : signatureLength.sr25519)

export function unpackResults(tasks: readonly Task[], packed: Uint8Array): Result[] {
  let at = 0
  return tasks.map((task) => {
    if (!isSigning(task)) return packed[at++] === 1
    const from = at
    at += signatureLength.sr25519
    return packed.slice(from, at)
  })
}
