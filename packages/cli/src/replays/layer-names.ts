import { InvalidArgumentError } from 'commander'

/** The questions a replay can ask of a journal, in the order in which each builds on the others. */
export const layerNames = ['bytes', 'decode', 'fold', 're-execute', 'twice'] as const

/** One of the `layerNames`. */
export type LayerName = (typeof layerNames)[number]

/** Layers as they are typed, parted by commas, in their own order; `all` is every one. */
export const layersOption = (text: string): ReadonlyArray<LayerName> => {
  if (text === 'all') return layerNames
  const asked = text.split(',').map((name) => name.trim())
  const strange = asked.find((name) => !layerNames.some((layer) => layer === name))
  if (strange !== undefined)
    throw new InvalidArgumentError(
      `There is no layer "${strange}"; there are ${layerNames.join(', ')}, and all. ` +
        'What would be with other settings is the command whatif.',
    )
  return layerNames.filter((layer) => asked.includes(layer))
}
