/** Colours, type and the frame of a page. Class names are those of `layout.tsx` and `components/`. */
export const baseStyles = `
:root{--paper:#fbfaf5;--card:#fff;--ink:#1b2430;--ink2:#4a5565;--ink3:#88919c;--line:#d9d6cb;--accent:#0d5c63;--on-accent:#fff;
--yes:#14746f;--no:#b23a2e;--abs:#ba7b0a;--abs-ink:#8a5a00;--open:#fff3d6;--good:#e3f2ee;--bad:#fbe7e3;--calm:#eef3f3;
--sea:#e7eef1;--land:#faf8f1;--ours:#f3efe3;--r:10px;--s:Charter,"Iowan Old Style",Georgia,serif;--u:system-ui,"Noto Sans",sans-serif;color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{--paper:#12171d;--card:#1a2129;--ink:#eef1f4;--ink2:#b6c0cb;--ink3:#7d8894;--line:#313c48;--accent:#6fc7c7;--on-accent:#0c1a1c;
--yes:#4fb3a9;--no:#ef8072;--abs:#e8b657;--abs-ink:#e8b657;--open:#3a2f12;--good:#14312e;--bad:#402420;--calm:#1c2a30;
--sea:#10202a;--land:#1c242c;--ours:#26303a}}
*{box-sizing:border-box}
[hidden]{display:none!important}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.5 var(--u);font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
a{color:var(--accent)}
mark{background:var(--open);color:inherit}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
main:focus{outline:0}
.skip{position:absolute;left:-999px;top:0;z-index:2;background:var(--card);padding:12px 16px}
.skip:focus{left:0}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.demo{background:#1b2430;color:#fff;text-align:center;padding:6px 12px;font-size:15px}
header{border-bottom:1px solid var(--line);background:var(--card)}
header>div{max-width:1160px;margin:auto;padding:2px 16px;display:flex;gap:0 16px;align-items:center;flex-wrap:wrap}
.brand{margin:0;display:flex;flex-wrap:wrap;align-items:center;column-gap:12px}
.brand a{display:inline-flex;align-items:center;gap:8px;min-height:44px;font:700 20px var(--s);color:var(--ink);text-decoration:none}
.brand span{color:var(--ink2)}
.cairn{width:24px;height:24px;fill:var(--accent)}
.picto{width:22px;height:22px;margin:-4px 7px -4px 0;vertical-align:-1px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
[data-read]{background:var(--open);outline:6px solid var(--open)}
.tiles{display:flex;flex-wrap:wrap;gap:0 4px;max-width:none;margin:0 -9px}
.tiles>*{padding:9px;min-height:44px;border:0;border-radius:var(--r);background:none;color:var(--ink);font:inherit;text-decoration:none;cursor:pointer}
.tiles [aria-current]{background:var(--paper);box-shadow:inset 0 0 0 1px var(--line)}
.narrow{display:none}
.langs{display:flex;flex-wrap:wrap;column-gap:10px;margin:0 auto 0 0;font-size:15px}
.langs a{padding:10px 0}
.find{display:flex;gap:4px;flex:1;min-width:min(240px,100%);max-width:22em;margin-left:auto}
main,footer{max-width:1160px;margin:auto;padding:16px}
h1{font:700 30px/1.2 var(--s);margin:6px 0 14px;text-wrap:balance}
h2{font:700 21px/1.3 var(--s);margin:32px 0 10px}
h3{font-size:17px;margin:0 0 4px}
p{margin:0 0 10px}
.lead,.prose{max-width:44em}
.steps{display:flex;flex-wrap:wrap;align-items:baseline}
.crumb li{display:inline;line-height:1.8}
.crumb li+li::before{content:"›";padding:0 6px}
footer{margin-top:32px;margin-bottom:24px;border-top:1px solid var(--line)}
footer a,.files a{display:inline-block;padding:8px 0;margin-right:10px}
code,pre{font:13px/1.5 ui-monospace,"DejaVu Sans Mono",monospace}
pre{white-space:pre-wrap;background:var(--paper);border:1px solid var(--line);padding:10px;margin:8px 0}
@media(max-width:640px){h1{font-size:25px}h2{margin-top:26px}
header>div{padding:0 6px}.brand{padding-left:10px}.brand span,.desk{display:none}.narrow{display:block}.langs{margin:0 8px 0 auto}
.tiles{display:grid;grid-template-columns:repeat(4,1fr);gap:0;width:100%;margin:0}.tools{grid:auto/auto-flow 1fr}.tiles>*{font-size:13px;line-height:1.2;padding:5px 0;text-align:center}
.tiles .picto{display:block;margin:0 auto 2px}}
`
