export const root: string
export function ensureInstalled(): void
export function ensureBuilt(): Promise<void>
export function run(command: string, args: readonly string[], options?: object): void
