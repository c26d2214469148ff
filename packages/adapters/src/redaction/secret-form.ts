/** One way in which a secret stands in a text, and whether its head may be shown there. */
export type SecretForm = { readonly text: string; readonly shows: 'head' | 'nothing' }
