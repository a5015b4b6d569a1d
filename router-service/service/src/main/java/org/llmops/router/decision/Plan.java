package org.llmops.router.decision;

import java.util.ArrayList;
import java.util.List;
import org.llmops.router.decision.PlannedStep.PlannedExit;
import org.llmops.router.routes.document.FallbackRule;
import org.llmops.router.routes.document.RouteTarget;

/** Steps in their order; exits lead to positions within. */
record Plan(List<PlannedStep> steps) {
    static final Plan NOWHERE = new Plan(List.of());

    static Plan to(String at, RouteTarget target) {
        return new Plan(List.of(new PlannedStep(at, target, List.of())));
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    /** Where a call would go first. */
    RouteTarget first() {
        return steps.getFirst().target();
    }

    /**
     * One plan after the other: a failure that no exit within a plan takes may lead to the next plan, whose rule is asked
     * last.
     */
    static Plan inOrder(List<Plan> plans, FallbackRule on) {
        if (plans.size() == 1) {
            return plans.getFirst();
        }
        List<PlannedStep> steps = new ArrayList<>();
        for (int i = 0; i < plans.size(); i++) {
            int offset = steps.size();
            int next = offset + plans.get(i).steps.size();
            boolean last = i + 1 == plans.size() || on.equals(FallbackRule.NEVER);
            for (PlannedStep step : plans.get(i).steps) {
                List<PlannedExit> exits = new ArrayList<>(step.exits().size() + 1);
                step.exits().forEach(exit -> exits.add(new PlannedExit(exit.on(), exit.to() + offset)));
                if (!last) {
                    exits.add(new PlannedExit(on, next));
                }
                steps.add(new PlannedStep(step.at(), step.target(), exits));
            }
            if (on.equals(FallbackRule.NEVER)) {
                break;
            }
        }
        return steps.isEmpty() ? NOWHERE : new Plan(List.copyOf(steps));
    }
}
