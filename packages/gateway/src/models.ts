import type { GatewayLimits, GatewayOptions } from "./options.ts"
import type { GatewayDeps, ModelKind } from "./types.ts"

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
  /** "any" for what only a miner names; undefined for what is not there. */
  kindOf(id: string): ModelKind | "any" | undefined
  /** The first configured model of a kind: what a request gets that names none. */
  usual(kind: ModelKind): string | undefined
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
  const kinds = new Map(options.models.map(({ id, kind = "chat" }) => [id, kind]))

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
    kindOf: (id) => kinds.get(id) ?? (all().has(id) ? "any" : undefined),
    usual: (kind) => [...kinds].find(([, each]) => each === kind)?.[0],
  }
}

function toObject(id: string, created: number, ownedBy: string): ModelObject {
  return { id, object: "model", created, owned_by: ownedBy }
}
