/** Log lines on stderr: short ones for people, JSON for machines. Never anything secret: callers pass names and numbers only. */
export type Logger = (event: string, fields?: Readonly<Record<string, unknown>>) => void

export interface LoggerOptions {
  readonly json?: boolean
  /** Events that only machines are told. */
  readonly quiet?: readonly string[]
}

export function createLogger(name: string, { json = false, quiet = [] }: LoggerOptions = {}): Logger {
  return (event, fields = {}) => {
    const time = new Date().toISOString()
    if (json) process.stderr.write(jsonLine(time, name, event, fields))
    else if (!quiet.includes(event))
      process.stderr.write(`${time.slice(11, 23)} ${name.padEnd(10)} ${event} ${textOf(fields)}\n`)
  }
}

/** The line's own names win over fields of the same name, which move behind an underscore. */
function jsonLine(
  time: string,
  name: string,
  event: string,
  fields: Readonly<Record<string, unknown>>,
): string {
  const own = { time, name, event }
  const rest = Object.entries(fields).map(([key, value]) => [key in own ? `_${key}` : key, value] as const)
  return `${JSON.stringify({ ...own, ...Object.fromEntries(rest) }, plain)}\n`
}

function textOf(fields: Readonly<Record<string, unknown>>): string {
  return Object.entries(fields)
    .map(([key, value]) => `${key}=${typeof value === "string" ? value : JSON.stringify(value, plain)}`)
    .join(" ")
}

const plain = (_key: string, value: unknown): unknown =>
  typeof value === "bigint" ? value.toString() : value
