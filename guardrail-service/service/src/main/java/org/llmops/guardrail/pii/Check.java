package org.llmops.guardrail.pii;

/** What an identifier of one kind has to satisfy beyond its notation. */
@FunctionalInterface
interface Check {
    /** @param id without separators and in capitals, addresses of crypto currencies as written */
    boolean passes(String id);
}
