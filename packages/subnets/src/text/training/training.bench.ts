/**
 * The numbers of the README's tables: `npx tsx packages/subnets/src/text/training/training.bench.ts [text file [power of two]]`. With a file, models
 * read its first 95 % once and are measured on the 120,000 characters that follow; without, on made-up text.
 */
import { readFileSync } from "node:fs"
import { encodeText } from "./alphabet.ts"
import { learn, usualRate } from "./learn.ts"
import { bitsPerCharacter, emptyParameters } from "./model.ts"
import { countNgrams } from "./ngramCounts.testkit.ts"
import { madeUpSource } from "./source.ts"

const [path, power] = process.argv.slice(2)
const contestCharacters = 4_000
/** The memory of a text begins anew with each piece, as it does with the text that a contest draws. */
const { pieceCharacters, rate, powers } =
  path === undefined
    ? { pieceCharacters: 10_000, rate: usualRate, powers: [16, 18, 20] }
    : { pieceCharacters: 100_000, rate: 0.1, powers: power === undefined ? [20, 22] : [Number(power)] }

function timed<T>(work: () => T): { readonly result: T; readonly seconds: number } {
  const start = performance.now()
  return { result: work(), seconds: (performance.now() - start) / 1_000 }
}

interface Trained {
  readonly seconds: number
  /** Numbers that it is made of. */
  readonly size: number
  bits(codes: Uint8Array): number
}

/** A line of the table: what it gives on the whole, in texts as long as a contest's, and what it costs. */
function row(name: string, { seconds, size, bits }: Trained, heldOut: Uint8Array): void {
  const whole = timed(() => bits(heldOut))
  const texts = Math.max(1, Math.floor(heldOut.length / contestCharacters))
  const short = Array.from({ length: texts }, (_, i) =>
    bits(heldOut.subarray(i * contestCharacters, (i + 1) * contestCharacters)),
  )
  const cells = [
    whole.result.toFixed(3),
    (short.reduce((sum, each) => sum + each, 0) / texts).toFixed(3),
    seconds.toFixed(1),
    ((4 * size) / 1e6).toFixed(1),
    ((1e6 * whole.seconds) / heldOut.length).toFixed(1),
  ]
  console.log(`| ${[name, ...cells].join(" | ")} |`)
}

function compare(read: string, shown: string): void {
  const codes = encodeText(read)
  const heldOut = encodeText(shown)
  console.log(`| ${read.length} read | bits | in texts of 4,000 | s to train | MB | µs a character |`)
  console.log("| --- | --- | --- | --- | --- | --- |")
  const { result, seconds } = timed(() => countNgrams(codes, 5))
  row("order-5 n-gram", { seconds, size: result.counts, bits: result.bitsPerCharacter }, heldOut)
  for (const each of powers) {
    const size = 2 ** each
    const learner = { parameters: emptyParameters(size), moved: new Float32Array(size) }
    const { seconds } = timed(() => {
      for (let from = 0; from < codes.length; from += pieceCharacters)
        learn(learner, codes.subarray(from, from + pieceCharacters), rate)
    })
    const bits = (text: Uint8Array) => bitsPerCharacter(learner.parameters, text)
    row(`trained, 2^${each}`, { seconds, size, bits }, heldOut)
  }
}

if (path === undefined) {
  const shown = madeUpSource.draw("shown", 4_000)
  for (const length of [20_000, 200_000]) compare(madeUpSource.draw("read", length), shown)
} else {
  const text = readFileSync(path, "latin1").replaceAll("\r", "")
  const cut = Math.floor(text.length * 0.95)
  compare(text.slice(0, cut), text.slice(cut, cut + 120_000))
}
