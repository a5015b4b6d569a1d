package org.llmops.sample.v1;

/** Generated code may be called what it likes. */
public class GeneratedImpl {}
