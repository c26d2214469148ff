import { createHash } from 'node:crypto'

import { invariant } from '@shadowtape/core'

import { escaped } from './escaped'
import type { PageAssets } from './page-assets'
import type { ReportFile } from './report-data'

/**
 * A report as one file of HTML that holds all it needs: its script, its style and its data. It may
 * run that script and nothing else, and asks no network. What comes of a journal is in it as data
 * only, which the script shows as text.
 */
export const reportHtml = (file: ReportFile, { script, style }: PageAssets): string => {
  invariant(!/<\/script|<!--/i.test(script), 'the page has a script that HTML would cut short')
  invariant(!/<\/style/i.test(style), 'the page has a style sheet that HTML would cut short')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(script, style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${titleOf(file)}</title>
<style>${style}</style>
</head>
<body>
<noscript>This report is drawn by its own script, which this browser does not run.</noscript>
<div id="report"></div>
<script type="application/json" id="report-data">${dataText(file)}</script>
<script>${script}</script>
</body>
</html>
`
}

const policy = (script: string, style: string): string =>
  `default-src 'none'; script-src '${hashOf(script)}'; style-src '${hashOf(style)}'; ` +
  `base-uri 'none'; form-action 'none'`

const hashOf = (text: string): string =>
  `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`

const titleOf = ({ sessions }: ReportFile): string =>
  escaped(`${sessions.map(({ header }) => header.session).join(' and ')} · Shadowtape report`)

/** JSON in which HTML finds no markup, and with drawn numbers no longer than can be seen. */
const dataText = (file: ReportFile): string =>
  JSON.stringify(file, (_name, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(12)) : value,
  ).replace(unsafe, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** What could be markup, what ends a line of a script, and what turns writing around. */
const unsafe = /[<>&\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
