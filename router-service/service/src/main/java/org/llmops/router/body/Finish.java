package org.llmops.router.body;

/** A choice is complete, and why. */
public record Finish(int choice, String reason, Span reasonSpan) {}
