package org.llmops.router.decision;

/**
 * Who decided that a call goes by this route and not by the caller's.
 *
 * @param from the route that it left; empty when the client named a model
 */
public record Directed(String from, String policy, int policyVersion, String rule) {}
