package org.llmops.router.exchange;

import org.llmops.router.decision.Directed;

/**
 * A policy wants a call to go elsewhere than its caller does.
 *
 * @param to a route's name, or what a client may write as a model
 * @param why who wants it
 */
public record Detour(String to, Directed why) {}
