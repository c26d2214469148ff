import eslint from '@eslint/js'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
  message: 'Export by name.',
}

/** Dependencies point one way: cli -> adapters -> core, each by its public face. */
const mayImport = (name, patterns) => ({
  files: [`packages/${name}/src/**/*.ts`],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          ...patterns,
          { regex: '^@shadowtape/[^/]+/', message: 'Import a package by its public face.' },
          { regex: '^(\\.\\./)+(core|adapters|cli)/', message: 'Import a package by its name.' },
        ],
      },
    ],
  },
})

export default defineConfig(
  globalIgnores(['**/dist/', 'coverage/', 'journals/', '.cache/']),
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // brands are interfaces, records are types: both are meant
      '@typescript-eslint/consistent-type-definitions': 'off',
      // Array<T> and ReadonlyArray<T> read alike, side by side
      '@typescript-eslint/array-type': ['error', { default: 'generic' }],
      // an empty text or a zero may be what has to be replaced
      '@typescript-eslint/prefer-nullish-coalescing': [
        'error',
        { ignorePrimitives: { number: true, string: true } },
      ],
      // `return` of a void call is how a switch arm reads here
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // tables are plain records, and closing an order deletes its key
      '@typescript-eslint/no-dynamic-delete': 'off',
      // `b[p] as number` says what it means; `b[p]!` is the same with less to read
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // a mapped type names its keys, and over a generic it only looks empty
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      // a parser that is told its type by its caller is fine
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // hot loops count by index, and spell out the two tests a chain would join
      '@typescript-eslint/prefer-for-of': 'off',
      '@typescript-eslint/prefer-optional-chain': 'off',
      // `const { crc: _, ...rest } = line` is how a field is left out
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      eqeqeq: 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['packages/*/src/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport] },
  },
  {
    // jest's own types are extended as they are declared: a namespace, with the same parameters
    files: ['packages/cli/src/jest/index.ts'],
    rules: {
      '@typescript-eslint/no-namespace': 'off',
      '@typescript-eslint/no-unused-vars': 'off',
      '@typescript-eslint/no-empty-object-type': 'off',
    },
  },
  mayImport('core', [
    { regex: '^@shadowtape/', message: 'core imports no other workspace package.' },
    { regex: '^node:', message: 'core does no I/O: that is for adapters.' },
  ]),
  mayImport('adapters', [{ regex: '^@shadowtape/cli$', message: 'adapters import core only.' }]),
  mayImport('cli', []),
  {
    // the page: text of a journal is never markup, and nothing is told by the reader's own locale
    files: ['packages/cli/web/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        noDefaultExport,
        {
          selector:
            'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|write|writeln)$/]',
          message: 'What a journal says is text: make elements of it.',
        },
        {
          selector: 'MemberExpression[property.name=/^(toLocale|getTimezoneOffset|localeCompare)/]',
          message: "Depends on the reader's machine: write it out.",
        },
      ],
      'no-restricted-globals': [
        'error',
        { name: 'Intl', message: "Depends on the reader's machine: write it out." },
        { name: 'fetch', message: 'A report asks no network; a viewer does in api.ts.' },
        { name: 'XMLHttpRequest', message: 'A report asks no network.' },
      ],
    },
  },
  {
    files: ['packages/cli/web/viewer/api.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'Intl', message: "Depends on the reader's machine: write it out." },
      ],
    },
  },
  {
    files: ['packages/core/src/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...[
          'Date',
          'Buffer',
          'console',
          'fetch',
          'performance',
          'process',
          'queueMicrotask',
          'require',
          'setImmediate',
          'setInterval',
          'setTimeout',
        ].map((name) => ({ name, message: 'core has no clock, no I/O and no Node.' })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Draw from base/random, by purpose.' },
      ],
    },
  },
  {
    // the line codecs are written as source text from the message declarations, once, at start:
    // no input reaches that text
    files: [
      'packages/core/src/journal/generate-reader.ts',
      'packages/core/src/journal/generate-writer.ts',
    ],
    rules: { '@typescript-eslint/no-implied-eval': 'off' },
  },
  {
    // for now: three casts and one initializer the engine can do without
    files: [
      'packages/core/src/engine/fold.ts',
      'packages/core/src/engine/re-execute.ts',
      'packages/core/src/engine/step.ts',
    ],
    rules: {
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      'no-useless-assignment': 'off',
    },
  },
  {
    // tests reach into tables they have just filled, read JSON back and pass methods to expect()
    files: ['packages/*/test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: {
        __dirname: 'readonly',
        __filename: 'readonly',
        Buffer: 'readonly',
        console: 'readonly',
        module: 'writable',
        performance: 'readonly',
        process: 'readonly',
        require: 'readonly',
        setTimeout: 'readonly',
      },
    },
  },
)
