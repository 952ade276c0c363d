/** One event of a neuron: a stable name and plain fields. Where it goes is the caller's business. */
export type Log = (event: string, fields?: Readonly<Record<string, unknown>>) => void

export const noLog: Log = () => {}

/** Text of anything thrown. */
export const errorText = (error: unknown): string => (error instanceof Error ? error.message : String(error))
