import { el, retext } from '../dom/element'
import { newApi } from './api'
import { newViewer } from './new-viewer'
import { viewerPage } from './viewer-page'

const root = document.getElementById('viewer') ?? document.body.appendChild(el('main', {}))

const begin = async (): Promise<void> => {
  const api = newApi()
  const [facts, now] = await Promise.all([api.session(), api.now()])
  await viewerPage(root, newViewer(api, facts, now))
}

void begin().catch((error: unknown) => {
  retext(root, `The session cannot be shown: ${(error as Error).message}.`)
})
