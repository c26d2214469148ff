import type { ReportFile } from '../../src/pages/report-data'

/** The data that the page carries, by the id of the element that holds them. */
export const reportOfPage = (id: string): ReportFile => {
  const holder = document.getElementById(id)
  return JSON.parse(holder?.textContent ?? 'null') as ReportFile
}
