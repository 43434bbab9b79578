/** The parts of a page: answers, cards, bars, maps, tables, forms. */
export const partStyles = `
.cards,.leaves,.names,.crumb ol,.steps{margin:0;padding:0;list-style:none}
.soft,.crumb,footer,.big span,.card .k,figcaption,.files,.facts dt,.hint,.folio{color:var(--ink2);font-size:15px}
.card,.map,.sheet,.leaves li,.list,.answer{background:var(--card);border:1px solid var(--line);border-radius:var(--r)}
.answer{background:var(--calm);border-left:6px solid var(--accent);padding:14px 16px;margin:0 0 16px}
.answer>:last-child{margin-bottom:0}
.answer p{margin-bottom:6px;max-width:52em}
.answer strong{font-size:20px;margin-right:8px}
.answer ul,.facts ul{margin:0;padding-left:20px}
.answer.open{background:var(--open);border-left-color:var(--abs)}
.answer.carried{background:var(--good);border-left-color:var(--yes)}
.answer.failed{background:var(--bad);border-left-color:var(--no)}
.cards{display:grid;gap:12px;grid:auto/repeat(auto-fit,minmax(min(250px,100%),1fr));margin:0 0 16px}
.card{padding:12px 16px;min-width:0}
.card>:last-child{margin-bottom:0}
.card>h2{margin-top:0}
.card section{margin-top:18px}
.card .field,.card>.btn,.card>form,.card>.answer,.leaves .answer{margin-top:12px}
main .small{font:600 16px/1.4 var(--u);margin:0}
.card .small,.card h3{color:var(--ink2)}
.card.main{border-color:var(--ink3)}
.big{margin:0 0 6px;font-size:18px}
.big b{font-size:30px;line-height:1.2}
.big span{display:block}
.bar{display:block}
.part.unheard{stroke:var(--ink3)}
.mark{stroke:var(--ink);stroke-width:2;stroke-dasharray:4 3}
.hatch-ground{fill:var(--card)}.hatch-line{stroke:var(--ink3);stroke-width:1.6}
.card .k{margin:6px 0 0}
.card .k b{color:var(--ink);white-space:nowrap}
.acts{display:flex;gap:10px;flex-wrap:wrap;margin:16px 0}
.btn{display:inline-block;min-height:44px;padding:9px 16px;border-radius:var(--r);border:1.5px solid var(--accent);background:var(--card);color:var(--accent);font:600 16px/1.5 var(--u);text-decoration:none;cursor:pointer}
.btn.main{background:var(--accent);color:var(--on-accent)}
.btn:hover{text-decoration:underline}
.steps{gap:6px 8px;margin:12px 0}
.steps .pill{padding:10px 12px;text-decoration:none}
.field>legend{font:600 17px var(--u);margin:0}
.steps [aria-current]{background:var(--accent);color:var(--on-accent)}
.two{display:grid;gap:0 24px;grid:auto/minmax(0,1fr)}
@media(min-width:1120px){.two{grid:auto/minmax(0,4fr) minmax(0,7fr)}.two>.stay{position:sticky;top:8px;align-self:start}}
figure{margin:0}
.map{overflow:hidden}
.map>svg{width:100%;height:auto;display:block}
.drawn>svg{max-width:420px;margin:auto}
.sea{fill:var(--sea)}.land{fill:var(--land)}.land.ours{fill:var(--ours)}
.border{fill:none;stroke:var(--ink2);stroke-width:1.4;stroke-dasharray:5 3}
.country{font:600 15px system-ui,sans-serif;fill:var(--ink2);letter-spacing:.16em;opacity:.8}
.m{stroke:var(--card);stroke-width:1.5}
.part.yes,.m.yes,.m.named{fill:var(--yes)}.part.no,.m.no{fill:var(--no)}.part.abstain,.m.abstain,.m.implied{fill:var(--abs)}
.m.unheard{stroke:var(--ink);stroke-width:1.6}
.m.illustrative{fill:var(--card);stroke:var(--ink2);stroke-width:2}
figcaption{padding:8px 12px 10px;border-top:1px solid var(--line)}
.key{display:inline-flex;align-items:center;gap:5px;margin-right:12px}
table{border-collapse:collapse;width:100%;font-size:15px}
.list,.drawn{margin-bottom:12px}
th,td{padding:9px 10px;border-bottom:1px solid var(--line);vertical-align:top;text-align:left;overflow-wrap:break-word}
.list thead th:first-child{width:26%}
th{font-weight:600}
thead th{color:var(--ink2)}
th small{display:block;font-weight:400;color:var(--ink2);font-size:14px}
.group{background:var(--paper)}.group th{padding-top:14px;color:var(--ink2)}
.num{text-align:right;white-space:nowrap}
.quiet{color:var(--ink2)}
.line{white-space:nowrap}
.pill{display:inline-block;padding:0 10px;border-radius:99px;border:1.5px solid currentColor;font-weight:600;font-size:15px}
.pill.yes,.pill.carried,.pill.in-force{color:var(--yes)}.pill.no,.pill.failed,.pill.void{color:var(--no)}
.pill.abstain,.pill.open,.pill.flagged{color:var(--abs-ink)}.pill.unheard,.pill.none,.pill.sealed,.pill.unknown,.pill.beyond-fork{color:var(--ink2);border-style:dashed}
.prose{white-space:pre-line}
.facts{display:grid;gap:0 24px;grid-template-columns:repeat(auto-fit,minmax(min(300px,100%),1fr));margin:0 0 16px}
.facts div{border-top:1px solid var(--line);padding:8px 0}
.facts dd{margin:0}
.leaves li{padding:10px 14px;margin-bottom:8px}
.leaves li:target{border-color:var(--accent);box-shadow:0 0 0 2px var(--accent)}
.leaves p{margin-bottom:4px}
.leaves details{margin-bottom:-8px}
.row{display:flex;flex-wrap:wrap;gap:2px 12px;align-items:baseline}
.row h2,.row h3{margin:0}
summary{cursor:pointer;min-height:44px;padding:9px 0;color:var(--accent)}
form{max-width:36em}
fieldset{border:0;padding:0;margin:0 0 8px;min-width:0}
legend{font:700 19px/1.3 var(--s);padding:0;margin:16px 0 6px}
.field{margin:0 0 16px}
label{font-weight:600}
.hint{margin:0}
.hint.wide{margin-bottom:12px}
.problem{color:var(--no);font-weight:600;margin:2px 0}
.find input,.field input,.field select,textarea{display:block;margin-top:4px;width:100%;min-height:48px;padding:8px 12px;border:1.5px solid var(--ink3);border-radius:8px;background:var(--card);color:var(--ink);font:inherit}
.find input{flex:1;min-width:0;min-height:44px;margin:0}
textarea{min-height:7em}
.field input[type=number]{max-width:8em}.field input[type=date]{max-width:14em}
.field.wrong *{border-color:var(--no);border-width:2.5px}
.tick{display:grid;grid:auto/auto 1fr;align-items:center;gap:0 12px;margin:0}
.tick label{padding:10px 0}
.tick .problem{grid-column:1/-1}
.field [type=checkbox],.field [type=radio]{display:inline-block;width:26px;min-height:26px;margin:0 6px 0 0;vertical-align:middle}
.number,.code{font:700 30px/1.3 monospace}
.photo{max-width:100%;max-height:320px}
.hands{display:grid;grid-template-columns:repeat(auto-fit,minmax(130px,1fr));gap:0 16px;align-items:end}
@media(max-width:640px){
.list,.list tbody,.list th,.list td{display:block}
.list thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.list tr{display:flex;flex-wrap:wrap;gap:0 12px;align-items:baseline;padding:10px 12px;border-bottom:1px solid var(--line)}
.list th,.list td{border:0;padding:0;text-align:left;white-space:normal;overflow-wrap:anywhere}
.list tbody th{flex:1 1 55%}
.list td.top{margin-left:auto}
.list td.rest{flex:1 1 100%}
.list td:empty{display:none}
.list td[data-label]::before{content:attr(data-label) ": ";color:var(--ink2)}
.list td a{display:inline-block;padding:10px 0;margin:-6px 0}
.list td br{display:none}
}
`
