import type { KnownTopic } from './topic'

/** The topics seen so far, found by their text or straight from a message's bytes. */
export type TopicTable = {
  readonly add: (topic: KnownTopic) => void
  readonly byText: (text: string) => KnownTopic | undefined
  /** The topic whose text starts at `start` and ends before a quotation mark. */
  readonly byBytes: (bytes: Uint8Array, start: number) => KnownTopic | undefined
}

const textBytesMax = 64

/** A table without topics. */
export const newTopicTable = (): TopicTable => {
  const texts = new Map<string, KnownTopic>()
  const hashes = new Map<number, Array<KnownTopic>>()
  return {
    add: (topic) => {
      texts.set(topic.text, topic)
      const hash = hashOf(topic.bytes, 0, topic.bytes.length)
      hashes.set(hash, [...(hashes.get(hash) ?? []), topic])
    },
    byText: (text) => texts.get(text),
    byBytes: (bytes, start) => {
      let end = start
      while (bytes[end] !== 34 && end - start <= textBytesMax && end < bytes.length) end++
      const alike = hashes.get(hashOf(bytes, start, end))
      if (alike === undefined) return undefined
      for (const topic of alike) if (isAt(bytes, start, end, topic.bytes)) return topic
      return undefined
    },
  }
}

const hashOf = (bytes: Uint8Array, start: number, end: number): number => {
  let hash = 0
  for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + (bytes[i] as number)) | 0
  return hash
}

const isAt = (bytes: Uint8Array, start: number, end: number, text: Uint8Array): boolean => {
  if (text.length !== end - start) return false
  for (let i = 0; i < text.length; i++) if (bytes[start + i] !== text[i]) return false
  return true
}
