import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import type { ForkOptions } from "../fork/openFork.ts"
import type { About } from "./about.ts"
import { type ChainOrUrl, type ChainView, type OpenView, viewsOf } from "./chainView.ts"
import { type Explainable, type Explanation, explain } from "./explain.ts"
import { type FoundExtrinsic, findExtrinsic, outcomeIn } from "./extrinsic.ts"
import { subjectsOf, UnknownSubjectError } from "./subject.ts"

export type { About } from "./about.ts"
export type { Explanation, Limit } from "./explain.ts"
export { UnknownSubjectError } from "./subject.ts"
export { explanationText } from "./text.ts"

export interface Explained {
  /** Of an extrinsic: where it is, and whether it went well. */
  readonly extrinsic?: FoundExtrinsic & { readonly ok: boolean; readonly error?: string }
  readonly explanations: readonly Explanation[]
}

export interface ExplainOptions extends Partial<Omit<ForkOptions, "block" | "netuid">> {
  /** A chain in this process, as `createDevChain` gives it. One elsewhere has a url. */
  readonly chain?: Extract<ChainOrUrl, { readonly chain: unknown }>["chain"]
  readonly about?: About
  /** Blocks that are looked through for an extrinsic. Default 256. */
  readonly blocks?: number
}

const defaultBlocks = 256

/**
 * Explains an error, a code or an extrinsic, with a chain by what that chain says. Throws UnknownSubjectError and OriginError.
 *
 * The thread sleeps while a chain elsewhere is asked, so one in this process is given as `chain`, never by its url.
 */
export async function explainText(text: string, options: ExplainOptions = {}): Promise<Explained> {
  const subjects = subjectsOf(text)
  const { chain, url, about = {}, blocks = defaultBlocks, ...more } = options
  const of: ChainOrUrl | undefined = chain ? { chain } : url === undefined ? undefined : { ...more, url }
  if (of === undefined) {
    if (subjects.some(({ type }) => type === "extrinsic"))
      throw new UnknownSubjectError(
        "an extrinsic's hash says nothing without its chain: --url ws://host:port",
      )
    return { explanations: subjects.map((subject) => explain(subject as Explainable, about)) }
  }
  const open = viewsOf(of)
  const view = await open()
  try {
    const [first] = subjects
    if (first?.type === "extrinsic") return await explainExtrinsic(view, first.hash, { open, about, blocks })
    return { explanations: subjects.map((subject) => explain(subject as Explainable, about, view.open)) }
  } finally {
    await view.close()
  }
}

async function explainExtrinsic(
  view: ChainView,
  hash: Hex,
  { open, about, blocks }: { open: OpenView; about: About; blocks: number },
): Promise<Explained> {
  const found = findExtrinsic(view, hash, blocks)
  if (found === undefined)
    throw new UnknownSubjectError(
      `none of the last ${blocks} blocks up to ${view.block.header.number} has the extrinsic ${hash}; --blocks looks further`,
    )
  const { ok, error } = await outcomeAt(open, view, found)
  const extrinsic = { ...found, ok, ...(error === undefined ? {} : { error }) }
  if (error === undefined) return { extrinsic, explanations: [] }
  const now: () => State = view.open
  const explanations = subjectsOf(error).map((subject) =>
    explain(subject as Explainable, { ...found.about, ...about }, now),
  )
  return { extrinsic, explanations }
}

/** The events of the extrinsic's block are in that block's state, which is another one than the head's. */
async function outcomeAt(
  open: OpenView,
  view: ChainView,
  { block, index }: FoundExtrinsic,
): Promise<ReturnType<typeof outcomeIn>> {
  if (block.hash === view.block.hash) return outcomeIn(view.reader, index)
  const there = await open({ block: block.hash })
  try {
    return outcomeIn(there.reader, index)
  } finally {
    await there.close()
  }
}
