import { holds } from "@taonet/signatures/accelerated"
import { createSignaturePool } from "@taonet/signatures/pool"
import { isWellFormed, type Statement } from "@taonet/signatures/statement"
import { errorText, type Log } from "../log.ts"

/** Checks signatures somewhere else than on the caller's thread. */
export interface SignatureVerifier {
  /** Whether the signature holds. Answers come in the order of the questions, so that nobody's transactions overtake each other. */
  verify(statement: Statement): Promise<boolean>
  /** Questions that wait for their answer. */
  readonly pending: number
  close(): Promise<void>
}

export interface ThreadVerifierOptions {
  readonly threads: number
  readonly log: Log
}

/** Beyond so many the caller's own thread works: nothing slows a flood better. */
const maxPending = 8192

interface Question {
  readonly answer: (holds: boolean) => void
  holds?: boolean
}

/** Threads that start with the first question; until they work, it is answered here. */
export function threadVerifier({ threads, log }: ThreadVerifierOptions): SignatureVerifier {
  const pool = createSignaturePool({
    size: threads,
    onTrouble: (error) => log("warn", `A thread for signatures failed: ${errorText(error)}`),
  })
  /** All that is not answered, in order. */
  const asked: Question[] = []
  let closed = false

  function tell(): void {
    while (asked[0]?.holds !== undefined) {
      const question = asked.shift() as Question
      question.answer(question.holds === true)
    }
  }

  return {
    get pending() {
      return asked.length
    },
    verify(statement) {
      return new Promise((answer) => {
        const question: Question = { answer }
        asked.push(question)
        const settle = (verdict: boolean): void => {
          question.holds = verdict
          tell()
        }
        if (!isWellFormed(statement)) settle(false)
        else if (closed || asked.length > maxPending) settle(holds(statement))
        else {
          pool.grow()
          pool.ask(statement).then(settle)
        }
      })
    },
    close() {
      closed = true
      return pool.close()
    },
  }
}
