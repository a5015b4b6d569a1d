package org.llmops.sample.unmarked;

/** Says nothing about null. */
class Nullable {}
