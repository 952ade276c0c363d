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
import { ensureIconSet, type IconSet, iconAt, iconSide } from "./icons/iconSet.ts"
import { imageRoutes } from "./miner.ts"
import { initialParameters } from "./model/network.ts"
import { createTrainer, newTraining } from "./model/trainer.ts"
import { resize } from "./pixels/picture.ts"
import { encodePng } from "./pixels/png.ts"
import { over, retrievalVerifier } from "./scoring/verifier.ts"
import { imageScorer, type PictureMark } from "./validator.ts"

const reportAt = [50, 100, 200, 400, 800, 1_600, 3_000, 6_000]

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

async function measure(name: string, backend: ImageBackend, set: IconSet, count: number): Promise<void> {
  const hotkey = hotkeyFromUri("//Miner")
  const axon = await createAxon({ hotkey, routes: imageRoutes(backend) })
  const dendrite = createDendrite({ hotkey: hotkeyFromUri("//Validator") })
  const score = imageScorer({ verifier: retrievalVerifier(set), challengesPerRound: count, secret: "bench" })
  const signal = new AbortController().signal
  const context = { dendrite, random: seededRandom("bench"), clock: systemClock, signal }
  const target = { uid: 1, hotkey: hotkey.ss58, ip: axon.host, port: axon.port }
  const { detail, score: total } = await score(target, context)
  await dendrite.close()
  await axon.close()
  const marks = detail["answers"] as PictureMark[]
  const share = (of: (mark: PictureMark) => boolean | undefined, among = marks): string =>
    mean(among.map((mark) => (of(mark) ? 1 : 0))).toFixed(2)
  const columns = [
    name,
    total.toFixed(3),
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
  console.log("| miner | score | rank 1 | rank ≤ 10 | fidelity | background | ms an answer |")
  console.log("| --- | --- | --- | --- | --- | --- | --- |")
  const untrained = initialParameters(1)
  await measure("untrained", embeddedBackend({ parameters: () => untrained }), set, count)
  await measure("a picture of something else", wrongPicture(set), set, count)
  const trainer = createTrainer(set, newTraining(1))
  const usage = process.cpuUsage()
  for (const wanted of reportAt.filter((steps) => steps <= stepsMax)) {
    const before = process.cpuUsage()
    while (trainer.state.steps < wanted) trainer.step()
    const { user, system } = process.cpuUsage(before)
    spent += (user + system) / 1e6
    const { parameters } = trainer.state
    const name = `${wanted} steps, ${spent.toFixed(0)} s of one core`
    await measure(name, embeddedBackend({ parameters: () => parameters }), set, count)
  }
  const all = process.cpuUsage(usage)
  console.error(`in all ${((all.user + all.system) / 1e6).toFixed(0)} s of processor time`)
}
let spent = 0

/** Always the same clear icon, as a miner would copy that has one picture. */
function wrongPicture(set: IconSet): ImageBackend {
  return {
    model: "copied",
    async generate({ n, seed, width, height }) {
      return Array.from({ length: n }, (_, i) => {
        const rgb = over(iconAt(set, 700), [255 - ((seed + i) % 60), 240, 250])
        return encodePng(resize({ width: iconSide, height: iconSide, rgb }, width, height))
      })
    },
    close: async () => {},
  }
}

await main()
