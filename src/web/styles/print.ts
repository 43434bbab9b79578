/** Paper: the act of a decision on A4, and every other page without what only a screen needs. */
export const printStyles = `
.sheet{padding:20px;max-width:56em}
.folio{border-bottom:1px solid var(--line);padding-bottom:10px;white-space:pre-wrap}
.names{columns:2 280px;column-gap:24px;margin:0 0 12px;font-size:15px}
.names li{break-inside:avoid;padding:3px 0;border-bottom:1px solid var(--line)}
.sign{break-inside:avoid;margin-top:14px}
.sign td{height:54px}
.sign td,.sign th{border:1px solid var(--line)}
.sign caption{text-align:left;font-weight:600;padding:6px 0}
.sign th{font-size:13px;padding:6px;overflow-wrap:anywhere}
.sign th:first-child{width:36%}
@page{size:A4;margin:16mm 16mm 18mm;@top-center{font:600 9pt sans-serif}@bottom-right{content:counter(page) " / " counter(pages);font:9pt sans-serif}}
@media print{
:root{--paper:#fff;--card:#fff;--ink:#000;--ink2:#333;--ink3:#777;--line:#aaa;--accent:#000;--on-accent:#fff;--yes:#14746f;--no:#b23a2e;--abs:#c07f0a;--abs-ink:#6b4600;
--open:#fff;--good:#fff;--bad:#fff;--calm:#fff;--sea:#eef2f4;--land:#fafafa;--ours:#fff;color-scheme:light}
header .tiles,.find{display:none}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{font-size:10.5pt;line-height:1.4}
header nav,.langs,.acts,.skip,.screen,form,.steps{display:none}
header>div,main,footer{max-width:none;padding:6px 0}
a{color:inherit;text-decoration:none}
.demo{background:#fff;color:#000;border:1.5px solid #000;font-weight:600;margin-bottom:8px}
.two{display:block}.two>.stay{position:static;max-width:120mm;margin:auto}
tr,.card,.answer,figure,.leaves li{break-inside:avoid}
thead{display:table-header-group}
h2,h3{break-after:avoid}
h1{font-size:20pt}h2{font-size:13pt}h3{font-size:11pt}table,.names,.soft,figcaption,footer{font-size:9.5pt}
.act .sheet{border:0;padding:0}
.act :is(header,footer,.crumb){display:none}
}
`
