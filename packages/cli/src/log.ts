/** Log lines on stderr: short ones for people, JSON for machines. Never anything secret: callers pass names and numbers only. */
export type Logger = (event: string, fields?: Readonly<Record<string, unknown>>) => void

export function createLogger(name: string, { json = false }: { json?: boolean } = {}): Logger {
  return (event, fields = {}) => {
    const time = new Date().toISOString()
    if (json) process.stderr.write(`${JSON.stringify({ time, name, event, ...fields }, plain)}\n`)
    else process.stderr.write(`${time.slice(11, 23)} ${name.padEnd(10)} ${event} ${textOf(fields)}\n`)
  }
}

function textOf(fields: Readonly<Record<string, unknown>>): string {
  return Object.entries(fields)
    .map(([key, value]) => `${key}=${typeof value === "string" ? value : JSON.stringify(value, plain)}`)
    .join(" ")
}

const plain = (_key: string, value: unknown): unknown =>
  typeof value === "bigint" ? value.toString() : value
