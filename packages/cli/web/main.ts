import { el } from './dom/element'
import { pageOf } from './behavior/whole-page'
import { reportOfPage } from './data/report-of-page'

const root = document.getElementById('report') ?? document.body.appendChild(el('div', {}))
pageOf(root, reportOfPage('report-data'))
