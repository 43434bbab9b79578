/** Sheets for those who ask: black on white for the sun, white on black where a dark device asks for contrast; large. */
export const contrastStyles = `
@media screen{:root{--paper:#fff;--card:#fff;--ink:#000;--ink2:#000;--ink3:#333;--line:#000;--accent:#00363b;--on-accent:#fff;
--yes:#004f49;--no:#8a0f00;--abs:#5c3c00;--abs-ink:#5c3c00;--open:#fff;--good:#fff;--bad:#fff;--calm:#fff;
--sea:#fff;--land:#fff;--ours:#e8e8e8;color-scheme:light}
body{font-weight:500}
a{text-decoration-thickness:2px}
.card,.list,.map,.leaves li,.btn,.pill{border-width:2px}
.answer{border:2px solid;border-left-width:10px}}
@media screen and (prefers-color-scheme:dark) and (prefers-contrast:more){:root{--paper:#000;--card:#000;--ink:#fff;--ink2:#fff;--ink3:#ccc;--line:#fff;--accent:#8ff;--on-accent:#000;
--yes:#7fe5da;--no:#ffb0a6;--abs:#ffd88a;--abs-ink:#ffd88a;--open:#000;--good:#000;--bad:#000;--calm:#000;
--sea:#000;--land:#000;--ours:#333;color-scheme:dark}}
`

export const largeStyles = `
@media screen{body{zoom:1.25}}
@media screen and (min-width:1000px){body{zoom:1.6}.two{grid-template-columns:minmax(0,1fr)}}
`
