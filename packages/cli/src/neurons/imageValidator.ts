import { join } from "node:path"
import { chainBook } from "@taonet/subnets/commitments"
import { ensureIconSet } from "@taonet/subnets/image/icons/iconSet"
import { retrievalVerifier } from "@taonet/subnets/image/scoring/verifier"
import { imageTemplate } from "@taonet/subnets/image/template"
import { imageScorer } from "@taonet/subnets/image/validator"
import { readPersonalFile } from "../subnet/personalFile.ts"
import type { NeuronDeps, ValidatorPart, ValidatorPartOptions } from "./kinds.ts"

export async function imageValidatorPart(
  { dataDir, netuid, settings }: ValidatorPartOptions,
  { chain }: NeuronDeps,
): Promise<ValidatorPart> {
  const set = await ensureIconSet(dataDir === undefined ? undefined : join(dataDir, "icons"))
  const verifier = retrievalVerifier(set)
  const template = settings && (await readPersonalFile(imageTemplate(set.captions), settings))
  const book = { read: () => chain.use((client) => chainBook(client, netuid).read()) }
  return {
    scoreMiner: imageScorer({ verifier, book, ...(template ? { template } : {}) }),
    ...(template ? { settings: template.settings } : {}),
    close: async () => undefined,
  }
}
