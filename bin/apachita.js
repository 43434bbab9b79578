#!/usr/bin/env node
import '../dist/apachita.js'
