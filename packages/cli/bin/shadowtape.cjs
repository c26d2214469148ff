#!/usr/bin/env node
'use strict'
const { begin, bundles } = require('./compiled.cjs')

bundles().forEach(begin)
