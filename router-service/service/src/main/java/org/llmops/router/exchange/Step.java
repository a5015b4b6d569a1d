package org.llmops.router.exchange;

/** One target of a call, and when the call goes on to the next. */
public record Step(Target target, FallbackRule fallback) {}
