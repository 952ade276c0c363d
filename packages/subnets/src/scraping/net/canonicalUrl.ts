const lengthMax = 2_048
/** Says where a reader came from, never what is shown. */
const tracking = /^(utm_\w+|gclid|fbclid|mc_[ce]id|igshid)$/

/**
 * One spelling a page: no fragment, no tracking parameters, what `URL` normalises besides (case and port of the host, dots, numeric
 * addresses). Undefined for anything that is not http(s), carries a password, or is longer than 2,048 characters.
 */
export function canonicalUrl(text: string, base?: string): string | undefined {
  if (text.length > lengthMax || !URL.canParse(text, base)) return undefined
  const url = new URL(text, base)
  if (url.protocol !== "http:" && url.protocol !== "https:") return undefined
  if (url.username !== "" || url.password !== "") return undefined
  if (url.hostname.endsWith(".")) url.hostname = url.hostname.slice(0, -1)
  url.hash = ""
  // Only when needed: writing the parameters anew changes their spelling.
  const tracked = [...url.searchParams.keys()].filter((name) => tracking.test(name))
  for (const name of tracked) url.searchParams.delete(name)
  return url.href.length > lengthMax ? undefined : url.href
}

/** Host, with the port where it is not the scheme's: what rate limits, sources and permissions are named by. */
export const hostOf = (url: string): string => new URL(url).host
