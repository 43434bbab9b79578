/** What hangs on the wall of an assembly: figures that the last row reads, and nothing else. */
export const wallStyles = `
@media screen{
.wall header,.wall footer{display:none}
.wall main{max-width:none;padding:2vw max(4vw,16px);text-align:center}
.wall h1{font-size:4.5vw;margin:0}
.wall h2{font-size:3.5vw;margin:3vw 0 0}
.wall p{font-size:2.4vw;margin:1vw auto}
.wall .answer p{font-size:17px}
.wall .pill{font-size:3.5vw;padding:0 3vw}
.wall .bar{height:5vw}
.wall .acts{justify-content:center}
.counts{display:flex;flex-wrap:wrap;justify-content:center;gap:1vw 6vw;margin:2vw 0}
.counts dt{font-size:2.4vw}
.counts dd{margin:0;font:700 13vw/1 var(--u)}
.counts div{display:flex;flex-direction:column-reverse}
.counts .yes{color:var(--yes)}.counts .no{color:var(--no)}.counts .abstain{color:var(--abs-ink)}.counts .unheard{color:var(--ink2)}
}
@media screen and (max-width:640px){.wall h1{font-size:26px}.wall h2,.wall .pill{font-size:22px}.wall p,.counts dt{font-size:17px}.counts dd{font-size:64px}}
`
