package org.llmops.sample.util;

/** Is called nothing, in a package called nothing. */
class NameUtils {}
