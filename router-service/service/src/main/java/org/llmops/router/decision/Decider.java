package org.llmops.router.decision;

import org.llmops.router.routes.document.RouteDocument;

/** Decides where a call goes. */
public final class Decider {
    private Decider() {}

    /**
     * The same for the same document and the same facts. Targets that are unavailable or too small are left out, unless
     * none would be left: the estimates may be wrong, and the provider knows better.
     */
    public static Decision decide(RouteDocument document, int version, Facts facts) {
        Walk strict = new Walk(facts, true);
        Plan plan = strict.plan(document.root());
        if (!plan.isEmpty() || strict.filtered().isEmpty()) {
            return strict.decision(version, plan, strict.filtered(), false);
        }
        Walk relaxed = new Walk(facts, false);
        Plan lastResort = relaxed.plan(document.root());
        return relaxed.decision(version, lastResort, strict.filtered(), !lastResort.isEmpty());
    }
}
