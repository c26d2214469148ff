/** Texts that a page must show as they are: markup, scripts, what ends them, what turns writing. */
export const hostileTexts: ReadonlyArray<string> = [
  '<img src=x onerror="window.harmed = 1">',
  '</script><script>window.harmed = 2</script>',
  '"><script>window.harmed = 3</script>',
  "' onmouseover='window.harmed = 4",
  '<!--<script>',
  ']]>&lt;b&gt;&#60;u&#62;',
  'javascript:window.harmed=5',
  '\u202Egnp.exe\u2066\u0000\u0007\u001b[31m',
  '\u2028\u2029${window.harmed = 6}',
  '__proto__',
]
