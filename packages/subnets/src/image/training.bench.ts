/**
 * How much training makes how good a miner, by the validator's own scoring over real axons and a real dendrite:
 * `npx tsx packages/subnets/src/image/training.bench.ts [challenges] [steps]`. Prints the table of the README.
 */
import { createAxon } from "@taonet/neuron/axon/axon"
import { systemClock } from "@taonet/neuron/clock"
import { createDendrite } from "@taonet/neuron/dendrite/dendrite"
import { hotkeyFromUri } from "@taonet/neuron/hotkey"
import { seededRandom } from "@taonet/neuron/random"
import type { ImageBackend } from "./backend.ts"
import { embeddedBackend } from "./backends/embedded.ts"
import { namedColors } from "./colors.ts"
import { ensureIconSet, type IconSet, iconAt, iconSide } from "./icons/iconSet.ts"
import { imageRoutes } from "./miner.ts"
import { featuresOf } from "./model/features.ts"
import { initialParameters, type Parameters } from "./model/network.ts"
import { below, noiseFrom } from "./model/noise.ts"
import { createTrainer, newTraining, type TrainingState } from "./model/trainer.ts"
import { enlarge } from "./pixels/picture.ts"
import { encodePng } from "./pixels/png.ts"
import { pictureWeights } from "./scoring/score.ts"
import { over, retrievalVerifier } from "./scoring/verifier.ts"
import { paperBook, permuted } from "./testKit.ts"
import { imageScorer, type PictureMark } from "./validator.ts"

const reportAt = [50, 100, 200, 400, 800, 1_600, 3_000, 6_000]

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

type Miner = ImageBackend | Parameters

/** Scores miners one after the other, as one validator that remembers them. */
function createBench(set: IconSet, count: number) {
  const book = paperBook()
  const dendrite = createDendrite({ hotkey: hotkeyFromUri("//Validator") })
  const score = imageScorer({
    ...{ verifier: retrievalVerifier(set), book, challengesPerRound: count, secret: "bench" },
    // Nobody's pictures are compared with those of an earlier row.
    slotMs: 1,
  })
  return {
    close: () => dendrite.close(),
    /** Parameters are committed to and drawn with; a backend is all that the miner has. */
    async row(name: string, miner: Miner, hotkeyUri = `//${name}`): Promise<void> {
      const hotkey = hotkeyFromUri(hotkeyUri)
      if (miner instanceof Float32Array) book.commit(hotkey.ss58, miner)
      const model = () => miner as Parameters
      const backend =
        miner instanceof Float32Array ? embeddedBackend({ parameters: model, committed: model }) : miner
      const axon = await createAxon({ hotkey, routes: imageRoutes(backend) })
      const signal = new AbortController().signal
      // The chain is read anew for each row.
      const clock = { ...systemClock, milliseconds: () => systemClock.milliseconds() + 60_000 * rows }
      rows++
      const target = { uid: 1, hotkey: hotkey.ss58, ip: axon.host, port: axon.port }
      const { detail } = await score(target, { dendrite, random: seededRandom("bench"), clock, signal })
      await axon.close()
      print(name, detail["answers"] as PictureMark[])
    },
  }
}
let rows = 0

function print(name: string, marks: readonly PictureMark[]): void {
  const share = (of: (mark: PictureMark) => boolean | undefined, among = marks): string =>
    mean(among.map((mark) => (of(mark) ? 1 : 0))).toFixed(2)
  const unasked = marks.map(({ score, proven }) =>
    proven === false ? score / (1 - pictureWeights.proven) : score,
  )
  const columns = [
    name,
    mean(marks.map(({ score }) => score)).toFixed(3),
    marks.some(({ copyOf }) => copyOf) ? "" : mean(unasked).toFixed(3),
    share(({ proven }) => proven),
    share(({ rank }) => rank === 1),
    share(({ rank }) => (rank ?? 1e9) <= 10),
    mean(marks.map(({ fidelity }) => fidelity ?? 0)).toFixed(2),
    share(
      ({ colorRight }) => colorRight,
      marks.filter(({ colorRight }) => colorRight !== undefined),
    ),
    mean(marks.map(({ elapsedMs }) => elapsedMs ?? 0)).toFixed(0),
  ]
  console.log(`| ${columns.join(" | ")} |`)
}

async function main(): Promise<void> {
  const count = Number(process.argv[2] ?? 60)
  const stepsMax = Number(process.argv[3] ?? 3_000)
  const set = await ensureIconSet()
  const bench = createBench(set, count)
  console.log(
    "| miner | score | where no model is asked for | proven | rank 1 | rank ≤ 10 | fidelity | background | ms an answer |",
  )
  console.log("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
  await bench.row("a picture of something else", lookUp(set, { gives: () => 700 }))
  await bench.row("look-up in the package", lookUp(set))
  await bench.row("look-up, every pixel shaken", lookUp(set, { shake: 12 }))
  await bench.row("untrained", initialParameters(1))
  const { state, step } = createTrainer(set, newTraining(1))
  let spent = 0
  for (const wanted of reportAt.filter((steps) => steps <= stepsMax)) {
    const before = process.cpuUsage()
    while (state.steps < wanted) step()
    const { user, system } = process.cpuUsage(before)
    spent += (user + system) / 1e6
    await bench.row(
      `${wanted} steps, ${spent.toFixed(0)} s of one core`,
      state.parameters.slice(),
      "//Learner",
    )
  }
  await bench.row(
    "its pictures passed on by another",
    embeddedBackend({ parameters: () => state.parameters }),
  )
  await bench.row("its model in another order", permuted(state.parameters))
  await bench.row("its model, trained 200 steps more", trainedOn(set, state, 200))
  await bench.close()
}

/** With an optimiser that begins anew, which takes it furthest from where it was. */
function trainedOn(set: IconSet, { parameters }: TrainingState, steps: number): Parameters {
  const { state, step } = createTrainer(set, { ...newTraining(99), parameters: parameters.slice() })
  while (state.steps < steps) step()
  return state.parameters
}

interface LookUpOptions {
  /** Which picture is given for the one that fits; default that one. */
  readonly gives?: (index: number) => number
  /** By how many of 255 steps each value is moved at random. */
  readonly shake?: number
}

/** No model at all: the picture whose caption shares most with the prompt, on the background that it names. */
function lookUp(set: IconSet, { gives = (index) => index, shake = 0 }: LookUpOptions = {}): ImageBackend {
  const captions = set.captions.map(featuresOf)
  const nearest = (prompt: string): number => {
    const { indices, values } = featuresOf(prompt)
    const wanted = new Map(Array.from(indices, (bucket, i) => [bucket, values[i] ?? 0]))
    const likeness = captions.map((own) => {
      const sum = own.indices.reduce(
        (total, bucket, i) => total + (own.values[i] ?? 0) * (wanted.get(bucket) ?? 0),
        0,
      )
      return sum / Math.sqrt(own.values.reduce((total, value) => total + value * value, 0))
    })
    return likeness.indexOf(Math.max(...likeness))
  }
  return {
    model: "look-up",
    async generate({ prompt, n, seed, width, height }) {
      const ground = / (\w+) background$/.exec(prompt)
      const subject = ground ? prompt.slice(0, ground.index) : prompt
      const icon = iconAt(set, gives(nearest(subject)))
      return Array.from({ length: n }, (_, i) => {
        const noise = noiseFrom(seed + i)
        const pale = [255 - below(noise, 60), 240, 250] as const
        const rgb = over(icon, namedColors[ground?.[1] ?? ""] ?? pale)
        const moved = rgb.map((value) =>
          Math.min(255, Math.max(0, value + below(noise, shake + 1) - shake / 2)),
        )
        return encodePng(enlarge({ width: iconSide, height: iconSide, rgb: moved }, width, height))
      })
    },
    close: async () => {},
  }
}

await main()
