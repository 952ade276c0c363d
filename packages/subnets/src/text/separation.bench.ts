/**
 * Measures how far apart the scoring holds miners of different quality, over real axons and a real dendrite:
 * `npx tsx packages/subnets/src/text/separation.bench.ts [challenges]`. Prints the tables of the README.
 */
import { createAxon } from "@taonet/neuron/axon/axon"
import { systemClock } from "@taonet/neuron/clock"
import { createDendrite } from "@taonet/neuron/dendrite/dendrite"
import { hotkeyFromUri } from "@taonet/neuron/hotkey"
import { seededRandom } from "@taonet/neuron/random"
import type { TextBackend } from "./backend.ts"
import { lazyBackend } from "./backends/lazy.ts"
import { llamaBackend } from "./backends/llama.ts"
import { ngramBackend } from "./backends/ngram.ts"
import type { TaskMix } from "./challenge.ts"
import { buildCorpus } from "./corpus/corpus.ts"
import { type LlamaEngine, loadLlamaEngine } from "./llama/engine.ts"
import { defaultModel, ensureModelFile } from "./llama/modelFile.ts"
import { textRoutes } from "./miner.ts"
import { trainNgram } from "./ngram/model.ts"
import { type Auditor, llamaAuditor, ngramAuditor } from "./scoring/audit.ts"
import { type AnswerMark, textScorer } from "./validator.ts"

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

async function measure(
  name: string,
  backend: TextBackend,
  auditor: Auditor,
  mix: TaskMix,
  count: number,
): Promise<AnswerMark[]> {
  const hotkey = hotkeyFromUri("//Miner")
  const axon = await createAxon({ hotkey, routes: textRoutes(backend) })
  const dendrite = createDendrite({ hotkey: hotkeyFromUri("//Validator") })
  const score = textScorer({ auditor, mix, challengesPerRound: count })
  const signal = new AbortController().signal
  const context = { dendrite, random: seededRandom("separation"), clock: systemClock, signal }
  const target = { uid: 1, hotkey: hotkey.ss58, ip: axon.host, port: axon.port }
  const { detail } = await score(target, context)
  const marks = detail["answers"] as AnswerMark[]
  await dendrite.close()
  await axon.close()
  const share = (of: (mark: AnswerMark) => number): string => mean(marks.map(of)).toFixed(2)
  const columns = [
    name,
    share((m) => m.score),
    share((m) => (m.right ? 1 : 0)),
    share((m) => m.agreement ?? 0),
  ]
  console.log(`| ${columns.join(" | ")} | ${mean(marks.map((m) => m.elapsedMs ?? 0)).toFixed(0)} |`)
  return marks
}

async function main(): Promise<void> {
  const count = Number(process.argv[2] ?? 40)
  const corpus = buildCorpus()
  const trainedAt = performance.now()
  const ngram = trainNgram(corpus)
  console.log(
    `n-gram: ${corpus.length} characters, trained in ${(performance.now() - trainedAt).toFixed(0)} ms`,
  )
  const weak = trainNgram(corpus, 5)

  const modelPath = await ensureModelFile()
  const loadedAt = performance.now()
  const engine: LlamaEngine = await loadLlamaEngine({ modelPath, model: defaultModel.name })
  console.log(`${defaultModel.name}: loaded in ${(performance.now() - loadedAt).toFixed(0)} ms`)
  console.log("| miner | score | right | agreement | ms |\n| --- | --- | --- | --- | --- |")
  const auditor = llamaAuditor(engine)
  const model = llamaBackend(engine)
  const marks = await measure("model", model, auditor, "model", count)
  await measure("model, lazy", lazyBackend(model), auditor, "model", count)
  await measure("n-gram 40", ngramBackend(ngram), auditor, "model", count)
  await measure("n-gram 5", ngramBackend(weak), auditor, "model", count)
  for (const kind of new Set(marks.map((mark) => mark.kind))) {
    const own = marks.filter((mark) => mark.kind === kind)
    console.log(`model at ${kind}: ${own.filter((mark) => mark.right).length} of ${own.length}`)
  }
  console.log("without a language model (n-gram auditor, facts only)")
  const fallback = ngramAuditor(ngram)
  await measure("n-gram 40", ngramBackend(ngram), fallback, "facts", count)
  await measure("n-gram 40, lazy", lazyBackend(ngramBackend(ngram)), fallback, "facts", count)
  await measure("n-gram 5", ngramBackend(weak), fallback, "facts", count)
  await engine.close()
}

await main()
