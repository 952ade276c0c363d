import { join } from "node:path"
import { ensureIconSet } from "@taonet/subnets/image/icons/iconSet"
import { retrievalVerifier } from "@taonet/subnets/image/scoring/verifier"
import { imageTemplate } from "@taonet/subnets/image/template"
import { imageScorer } from "@taonet/subnets/image/validator"
import { readPersonalFile } from "../subnet/personalFile.ts"
import { lastingBook } from "./book.ts"
import type { NeuronDeps, ValidatorPart, ValidatorPartOptions } from "./kinds.ts"

export async function imageValidatorPart(
  { dataDir, netuid, settings }: ValidatorPartOptions,
  { chain }: NeuronDeps,
): Promise<ValidatorPart> {
  const set = await ensureIconSet(dataDir === undefined ? undefined : join(dataDir, "icons"))
  const verifier = retrievalVerifier(set)
  const template = settings && (await readPersonalFile(imageTemplate(set.captions), settings))
  const book = lastingBook(chain, netuid)
  return {
    scoreMiner: imageScorer({ verifier, book, ...(template ? { template } : {}) }),
    ...(template ? { settings: template.settings } : {}),
    close: async () => undefined,
  }
}
