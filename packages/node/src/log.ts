export type LogLevel = "debug" | "info" | "warn" | "error"

/** One line for the operator, and its values for machines. Where it goes is the caller's business. */
export type Log = (level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>) => void

export const noLog: Log = () => {}

/** Text of anything thrown. */
export const errorText = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** `0x1234…cdef`, as node operators know it from log lines. */
export const shortHash = (hash: string): string => `${hash.slice(0, 6)}…${hash.slice(-4)}`
