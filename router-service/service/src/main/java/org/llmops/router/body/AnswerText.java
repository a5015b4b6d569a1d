package org.llmops.router.body;

/** A piece of one of an answer's texts: the JSON string, quotes included. */
public record AnswerText(Span span, Channel channel) {}
