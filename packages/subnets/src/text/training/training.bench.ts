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
import { toBytes } from "./vector.ts"

const [path, power] = process.argv.slice(2)
/** The memory of a text begins anew with each piece, as it does with the text that a contest draws. */
const { pieceCharacters, rate, powers } =
  path === undefined
    ? { pieceCharacters: 10_000, rate: usualRate, powers: [16, 18, 20] }
    : { pieceCharacters: 100_000, rate: 0.1, powers: power === undefined ? [20, 22] : [Number(power)] }

function timed<T>(work: () => T): { readonly result: T; readonly seconds: number } {
  const start = performance.now()
  return { result: work(), seconds: (performance.now() - start) / 1_000 }
}

function row(name: string, bits: number, seconds: number, megabytes: number, microseconds: number): void {
  const cells = [bits.toFixed(3), seconds.toFixed(1), megabytes.toFixed(1), microseconds.toFixed(1)]
  console.log(`| ${[name, ...cells].join(" | ")} |`)
}

function compare(read: string, shown: string): void {
  const codes = encodeText(read)
  const heldOut = encodeText(shown)
  console.log(
    `| ${read.length} characters read | bits | s to train | MB | µs a character |\n| --- | --- | --- | --- | --- |`,
  )
  const ngram = timed(() => countNgrams(codes, 5))
  const bar = timed(() => ngram.result.bitsPerCharacter(heldOut))
  row(
    "order-5 n-gram",
    bar.result,
    ngram.seconds,
    (4 * ngram.result.counts) / 1e6,
    (1e6 * bar.seconds) / heldOut.length,
  )
  for (const each of powers) {
    const learner = { parameters: emptyParameters(2 ** each), moved: new Float32Array(2 ** each) }
    const { seconds } = timed(() => {
      for (let from = 0; from < codes.length; from += pieceCharacters)
        learn(learner, codes.subarray(from, from + pieceCharacters), rate)
    })
    const found = timed(() => bitsPerCharacter(learner.parameters, heldOut))
    const megabytes = toBytes(learner.parameters).length / 1e6
    row(`trained, 2^${each}`, found.result, seconds, megabytes, (1e6 * found.seconds) / heldOut.length)
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
