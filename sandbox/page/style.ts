export const style = `
:root { color-scheme: light dark; --line: #8884; --soft: #8882; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { margin: 0; font-size: 1.6rem; }
h2 { margin: 2rem 0 .5rem; font-size: 1.1rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }
dd { margin: 0; overflow-wrap: anywhere; }
code { background: var(--soft); padding: .1em .35em; border-radius: 4px; }
#jobs { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 1rem; }
.job { border: 1px solid var(--line); border-radius: 8px; overflow: hidden; font-size: .85rem; }
.job .pictures { display: flex; background: var(--soft); aspect-ratio: 4/3; }
.job img { flex: 1; min-width: 0; height: 100%; object-fit: cover; }
.job audio { width: 100%; align-self: center; }
.job a { margin: auto; }
.job p { margin: .4rem .6rem; overflow-wrap: anywhere; }
.row { display: flex; gap: .5rem; margin-top: .3rem; }
input { flex: 1; font: inherit; padding: .4rem .6rem; }
button { font: inherit; padding: .4rem 1rem; cursor: pointer; }
#callbacks { font-size: .85rem; overflow-wrap: anywhere; }
`;
