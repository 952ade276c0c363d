import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { forkableSpecs } from "../fork/index.ts"
import type { ForkOptions } from "../fork/openFork.ts"
import type { About } from "./about.ts"
import { type ChainView, openChainView } from "./chainView.ts"
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

export interface ExplainOptions extends Partial<Omit<ForkOptions, "url" | "block">> {
  readonly url?: string
  readonly about?: About
  /** Blocks that are looked through for an extrinsic. Default 256. */
  readonly blocks?: number
}

const defaultBlocks = 256

/** Explains an error, a code or an extrinsic, with a url by what that chain says. Throws UnknownSubjectError and OriginError. */
export async function explainText(text: string, options: ExplainOptions = {}): Promise<Explained> {
  const subjects = subjectsOf(text)
  const { url, about = {}, blocks = defaultBlocks, ...more } = options
  if (url === undefined) {
    if (subjects.some(({ type }) => type === "extrinsic"))
      throw new UnknownSubjectError(
        "an extrinsic's hash says nothing without its chain: --url ws://host:port",
      )
    return { explanations: subjects.map((subject) => explain(subject as Explainable, about)) }
  }
  const target = { specs: forkableSpecs, ...more, url }
  const view = await openChainView(target)
  try {
    const [first] = subjects
    if (first?.type === "extrinsic")
      return await explainExtrinsic(view, first.hash, { target, about, blocks })
    return { explanations: subjects.map((subject) => explain(subject as Explainable, about, view.open)) }
  } finally {
    await view.close()
  }
}

async function explainExtrinsic(
  view: ChainView,
  hash: Hex,
  { target, about, blocks }: { target: ForkOptions; about: About; blocks: number },
): Promise<Explained> {
  const found = findExtrinsic(view, hash, blocks)
  if (found === undefined)
    throw new UnknownSubjectError(
      `none of the last ${blocks} blocks up to ${view.block.header.number} has the extrinsic ${hash}; --blocks looks further`,
    )
  const { ok, error } = await outcomeAt(target, view, found)
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
  target: ForkOptions,
  view: ChainView,
  { block, index }: FoundExtrinsic,
): Promise<ReturnType<typeof outcomeIn>> {
  if (block.hash === view.block.hash) return outcomeIn(view.reader, index)
  const there = await openChainView({ ...target, block: block.hash })
  try {
    return outcomeIn(there.reader, index)
  } finally {
    await there.close()
  }
}
