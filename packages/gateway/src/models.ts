import type { GatewayLimits, GatewayOptions } from "./options.ts"
import type { GatewayDeps } from "./types.ts"

/** OpenAI's model object. */
export interface ModelObject {
  readonly id: string
  readonly object: "model"
  readonly created: number
  readonly owned_by: string
}

export interface ModelList {
  list(): ModelObject[]
  get(id: string): ModelObject | undefined
  has(id: string): boolean
}

const idLengthMax = 128

/** The configured models and those that miners name themselves, up to a bound. */
export function createModelList(
  options: Pick<GatewayOptions, "models">,
  limits: Pick<GatewayLimits, "modelsMax">,
  deps: Pick<GatewayDeps, "miners">,
): ModelList {
  const configured = new Map(
    options.models.map((model) => [model.id, toObject(model.id, model.created, model.ownedBy)]),
  )

  function all(): Map<string, ModelObject> {
    const models = new Map(configured)
    for (const miner of deps.miners()) {
      for (const id of miner.models ?? []) {
        if (models.size >= limits.modelsMax) return models
        if (!models.has(id) && id !== "" && id.length <= idLengthMax) models.set(id, toObject(id, 0, "miner"))
      }
    }
    return models
  }

  return {
    list: () => [...all().values()],
    get: (id) => configured.get(id) ?? all().get(id),
    has: (id) => configured.has(id) || all().has(id),
  }
}

function toObject(id: string, created: number, ownedBy: string): ModelObject {
  return { id, object: "model", created, owned_by: ownedBy }
}
