package org.llmops.guardrail.redacting;

import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.policies.Rail;
import org.llmops.guardrail.policies.Verdict;

/** A rail, ready to scan; holds no state, so that every text of every call may share it. */
record CompiledRail(String id, int order, LocalDetector detector, Verdict action) {
    static CompiledRail of(Rail rail, int order) {
        return new CompiledRail(rail.id(), order, rail.detector().detector(rail.phoneRegions()), rail.action());
    }
}
