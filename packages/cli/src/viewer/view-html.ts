import { processRedactor } from '@shadowtape/adapters'

import { escaped } from '../pages/escaped'

/** The one page of a viewer; all else its script asks for. */
export const viewHtml = (session: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(processRedactor.text(session))} · Shadowtape</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="view-page.css">
</head>
<body>
<noscript>This page is drawn by its own script, which this browser does not run.</noscript>
<main id="viewer"></main>
<script src="view-page.js"></script>
</body>
</html>
`
