package org.llmops.guardrail.placeholders;

/**
 * A stretch of text that looks like a placeholder, or is what was written in place of something.
 *
 * @param issued whether it is known to stand in place of something, so that what is found inside of it is an artefact
 */
public record StandIn(int start, int end, boolean issued) {}
