/** Both colour schemes keep at least 4.5:1 between text and ground. */
export const style = `
:root { color-scheme: light dark;
  --ground: #f6f7f6; --panel: #fff; --ink: #16201d; --soft: #55625e; --line: #dde3e0; --accent: #0f766e; --bad: #b42318; --good: #136f3a; }
@media (prefers-color-scheme: dark) { :root {
  --ground: #0e1412; --panel: #161e1b; --ink: #e6eeeb; --soft: #9dada7; --line: #28332f; --accent: #4fd1c0; --bad: #ff9a8f; --good: #6fd99b; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
header, main, footer { max-width: 82rem; margin: 0 auto; padding: 0 1.25rem; }
header { display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding-top: 1.25rem; }
h1 { font-size: 1.35rem; margin: 0; display: flex; align-items: baseline; gap: .5rem; }
h1 small { font-size: .85rem; font-weight: 400; color: var(--soft); }
.mark { color: var(--accent); font-size: 1.6rem; }
h2 { font-size: 1rem; margin: 1.75rem 0 .5rem; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
#link { margin: 0; font-size: .85rem; color: var(--soft); display: flex; align-items: center; gap: .45rem; }
#link::before { content: ""; width: .6rem; height: .6rem; border-radius: 50%; background: var(--soft); }
#link[data-state="live"]::before { background: var(--good); }
#link[data-state="lost"]::before { background: var(--bad); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: .75rem; margin: 1.25rem 0 0; }
.facts div { background: var(--panel); border: 1px solid var(--line); border-radius: .6rem; padding: .7rem .9rem; min-width: 0; }
dt { color: var(--soft); font-size: .8rem; }
dd { margin: 0; font-variant-numeric: tabular-nums; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.facts dd { font-size: 1.25rem; font-weight: 600; }
.facts dd.mono { font-size: .95rem; font-weight: 400; line-height: 1.95rem; }
.mono { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .85rem; }
.endpoints { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: .9rem 0 0; }
.endpoints div { display: flex; gap: .5rem; align-items: baseline; }
.scroll { background: var(--panel); border: 1px solid var(--line); border-radius: .6rem; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { text-align: left; padding: .4rem .55rem; white-space: nowrap; border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--soft); font-size: .8rem; font-weight: 600; }
th small { font-weight: 400; }
td { max-width: 16rem; overflow: hidden; text-overflow: ellipsis; }
.number { text-align: right; }
.bar { background: linear-gradient(var(--accent), var(--accent)) no-repeat left bottom / calc(var(--share, 0) * 100%) 3px; }
tbody th { font-weight: 500; }
h3 { font-size: .9rem; margin: 1rem 0 .4rem; color: var(--soft); font-weight: 600; }
.detail { scroll-margin-top: 1rem; margin-top: 2.25rem; }
.detail h2 { margin-bottom: .15rem; }
.about { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .1rem 1.5rem; margin-bottom: .6rem; color: var(--soft); font-size: .85rem; }
.epoch { display: flex; align-items: center; gap: .6rem; font-variant-numeric: tabular-nums; }
progress { width: 7rem; height: .45rem; accent-color: var(--accent); }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); gap: 0 1.25rem; }
.pair > div { min-width: 0; }
.say { margin: 0 0 .5rem; } .say:empty { display: none; }
@media (max-width: 44rem) {
  header, main, footer { padding-left: .75rem; padding-right: .75rem; }
  th, td { padding: .4rem .5rem; } td { max-width: 11rem; } .wide { display: none; }
  .facts { grid-template-columns: repeat(2, 1fr); } .facts dd { font-size: 1.05rem; } }
.bad { color: var(--bad); } .good { color: var(--good); } .soft { color: var(--soft); }
.empty { margin: 0; padding: .6rem .7rem; color: var(--soft); border-top: 1px solid var(--line); }
.notice { border-left: 3px solid var(--accent); padding-left: .8rem; }
footer { color: var(--soft); font-size: .85rem; padding-top: 1.25rem; padding-bottom: 2rem; }
[hidden] { display: none; }
`
