// `node examples/browser/build.mjs [folder]`: one page that needs no server; open its index.html.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"

const here = fileURLToPath(new URL(".", import.meta.url))

export async function buildPage(folder = join(here, "dist")) {
  const { build, stop } = await import("esbuild")
  const { outputFiles } = await build({
    entryPoints: [join(here, "page.ts")],
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    minify: true,
    // The door of the RPC gives answers before what they set off; a page has timers for that.
    banner: { js: "globalThis.setImmediate ??= (run, ...args) => setTimeout(run, 0, ...args);" },
    logLevel: "warning",
    write: false,
  })
  await stop()
  // Pages from files may not load modules, so the script stands in the page.
  const script = outputFiles[0].text.replaceAll("</script", "<\\/script")
  const page = readFileSync(join(here, "index.html"), "utf8").replace("<!-- script -->", () => script)
  mkdirSync(folder, { recursive: true })
  const path = join(folder, "index.html")
  writeFileSync(path, page)
  return path
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  console.log(await buildPage(process.argv[2]))
