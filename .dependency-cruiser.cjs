/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'core-is-the-bottom',
      comment: 'core imports no other workspace package.',
      severity: 'error',
      from: { path: '^packages/core/src' },
      to: { path: '^packages/(adapters|cli)/' },
    },
    {
      name: 'core-does-no-io',
      comment: 'No Node module in core: the world is what adapters are for.',
      severity: 'error',
      from: { path: '^packages/core/src' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'adapters-below-cli',
      comment: 'adapters import core only.',
      severity: 'error',
      from: { path: '^packages/adapters/src' },
      to: { path: '^packages/cli/' },
    },
    {
      name: 'by-the-public-face',
      comment: 'A package is imported by its index, never by a file inside it.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/(src|web)' },
      to: { path: '^packages/', pathNot: ['^packages/$1/', '^packages/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'no-cycles',
      comment: 'Types may refer to each other (State and its slices do); running code may not.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'the-page-is-apart',
      comment: 'What runs in a browser is bundled for itself: the program does not load it.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src' },
      to: { path: '^packages/cli/web/' },
    },
    {
      name: 'the-page-does-no-io',
      comment:
        'No Node module in what runs in a browser; its bundler refuses any other way to one.',
      severity: 'error',
      from: { path: '^packages/cli/web' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-undeclared',
      comment: "Every package that is imported stands in that package.json's dependencies.",
      severity: 'error',
      from: { path: '^packages/[^/]+/(src|web)' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-dev-deps-in-src',
      severity: 'error',
      from: { path: '^packages/[^/]+/src' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      conditionNames: ['@shadowtape/source', 'import', 'require', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
}
