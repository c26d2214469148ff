'use strict'

/**
 * esbuild reads every import, and answers every export, through a getter each, which a hot loop
 * feels at each call. Nothing here changes an export once its module has run, so imports go to
 * their module directly, and the bundle's exports become plain properties. A default import, which
 * needs esbuild's wrapping, keeps it.
 */
const withoutGetters = (code) =>
  code
    .replace(/^var (\w+) = __toESM\((.+)\);$/gm, (whole, name, module) =>
      code.includes(`${name}.default`) || module.endsWith(', 1')
        ? whole
        : `var ${name} = ${module};`,
    )
    .replace(/\n(?=\/\/# sourceMappingURL=)/, '\nmodule.exports = { ...module.exports };\n')

module.exports = { withoutGetters }
