import type { JournalWriter } from '@shadowtape/adapters'
import { createJournal, fileFailureText } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { mapLeft, right } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'

import type { Failure } from './failure'
import { failure } from './failure'

/** The options of every command that writes a journal. */
export type JournalOptions = { readonly journal?: string; readonly force?: true }

/** Creates the journal that was asked for, if one was. */
export const journalFor = ({
  journal,
  force,
}: JournalOptions): Either<Failure, JournalWriter | null> =>
  journal === undefined
    ? right(null)
    : pipe(
        createJournal(journal, force === true ? 'replace' : 'refuse'),
        mapLeft((failed) => failure('Failed', fileFailureText(failed))),
      )
