import { authorOf, devAuthor } from "@taonet/node/author"
import type { NodeOptions } from "@taonet/node/node"
import { keptSeed, passingSeed } from "@taonet/node/shield/seedFile"
import { keypairFromUri } from "@taonet/primitives/crypto/suri"
import type { ChainSpec } from "@taonet/runtime/specs/chainSpec"
import { thesisRule } from "@taonet/runtime/specs/thesisRules"
import { validatorHotkey } from "./up/plan.ts"

/** Environment variable with the secret of a producer of one's own. */
export const authorVariable = "TAONET_AUTHOR"

/** Well-known keys that may come to make blocks of a chain on one machine: its genesis', and whom the demonstration network elects. */
const knownProducers = [
  "//One",
  "//Two",
  "//Three",
  "//Alice",
  "//Bob",
  "//Charlie",
  "//Dave",
  "//Eve",
  "//Ferdie",
  validatorHotkey,
]

/**
 * Who makes the blocks of a development chain. One well-known author makes all; but where producers are elected, or one has a key of one's own
 * (it is taken out of the environment), each makes those of its slots. Throws NodeError `secret-unsafe`.
 */
export async function authorsFor(
  spec: ChainSpec,
  dataDir: string | undefined,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Pick<NodeOptions, "author" | "authors">> {
  const uri = env[authorVariable]
  delete env[authorVariable]
  if (!uri && thesisRule(spec, "Thesis.Producers") === undefined) return { author: devAuthor() }
  const known = knownProducers.map(devAuthor)
  if (!uri) return { authors: known }
  const pair = keypairFromUri(uri)
  const seed = dataDir === undefined ? passingSeed() : await keptSeed(dataDir, pair.account)
  const own = authorOf(pair, seed)
  return { authors: [...known.filter(({ account }) => account !== own.account), own] }
}
