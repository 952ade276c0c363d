/** What validators ask and miners answer. Both sides trust nothing that comes over the wire: everything is read here, with its limits. */

export const path = "/v1/count"

/** "How often does `letter` stand in `text`?" Put your own task here. */
export interface Question {
  readonly text: string
  readonly letter: string
}

export interface Answer {
  readonly count: number
}

const longestText = 2_000

/** The reason goes back to who asked. */
export class BadMessage extends Error {
  override readonly name = "BadMessage"
}

export function readQuestion(body: Uint8Array): Question {
  const value = json(body) as Partial<Question> | null
  if (typeof value?.text !== "string" || value.text.length > longestText)
    throw new BadMessage(`text of at most ${longestText} characters is needed`)
  if (typeof value.letter !== "string" || value.letter.length !== 1)
    throw new BadMessage("letter must be one character")
  return { text: value.text, letter: value.letter }
}

export function readAnswer(value: unknown): Answer {
  const count = (value as Partial<Answer> | null)?.count
  if (!Number.isSafeInteger(count) || (count as number) < 0 || (count as number) > longestText)
    throw new BadMessage("count must be a whole number")
  return { count: count as number }
}

function json(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    throw new BadMessage("the body is not JSON")
  }
}
