package org.llmops.router.body;

/** A text that goes to the model: the JSON string, quotes included, and where it comes from. */
public record TextSpan(Span span, TextSource source) {}
