/**
 * `npm run miner` and `npm run validator`: one neuron on a chain that runs elsewhere. The hotkey's secret comes from TAONET_HOTKEY (a phrase,
 * or `//Alice` on a development chain) and must be registered on the subnet.
 */
import { parseArgs } from "node:util"
import { createDendrite, fileScoreStore, hotkeyFromUri, runMiner, runValidator } from "@taonet/neuron/index"
import { sdkChain } from "@taonet/neuron/sdkChain"
import { createClient, signerFromUri, webSocketTransport } from "@taonet/sdk/index"
import { routes } from "./miner.ts"
import { personal } from "./personal.ts"
import { scorer } from "./validator.ts"

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: "string", default: "ws://127.0.0.1:9944" },
    netuid: { type: "string", default: "2" },
    /** Where the miner listens, and what others are told. */
    host: { type: "string", default: "127.0.0.1" },
    port: { type: "string", default: "8091" },
    advertise: { type: "string", default: "0.0.0.0" },
  },
})
const secret = process.env["TAONET_HOTKEY"] ?? stop("TAONET_HOTKEY is not set")
const hotkey = hotkeyFromUri(secret)
const netuid = Number(values.netuid)
const ending = new AbortController()
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => ending.abort())
const client = await createClient(await webSocketTransport(values.url))
const chain = sdkChain(client, signerFromUri(secret))
const log = (event: string, fields: object = {}): void => console.log(event, JSON.stringify(fields))
const common = { netuid, signal: ending.signal }

if (positionals[0] === "miner") {
  const { host, advertise } = values
  const listen = { host, port: Number(values.port), advertise: { ip: advertise } }
  await runMiner({ ...common, ...listen, hotkey, routes: routes() }, { chain, log })
} else if (positionals[0] === "validator") {
  const dendrite = createDendrite({ hotkey })
  const store = fileScoreStore(`${netuid}-${hotkey.ss58}.scores.json`)
  const deps = { chain, dendrite, scoreMiner: scorer(personal), store, log }
  await runValidator({ ...common, hotkey: hotkey.ss58 }, deps)
  await dendrite.close()
} else stop("miner or validator?")
await chain.close()

function stop(why: string): never {
  console.error(why)
  process.exit(1)
}
