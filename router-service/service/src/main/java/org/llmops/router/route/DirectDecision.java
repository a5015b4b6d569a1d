package org.llmops.router.route;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmops.router.condition.Reads;
import org.llmops.router.decision.Decision;
import org.llmops.router.decision.DecisionJson;
import org.llmops.router.decision.Directed;
import org.llmops.router.decision.Facts;
import org.llmops.router.decision.PlannedStep;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Target;
import org.llmops.router.providers.Timeouts;
import org.llmops.router.reserve.BudgetStanding;
import org.llmops.router.routes.document.Params;
import org.llmops.router.routes.document.RouteTarget;

/** What the record says of a call whose client named the model itself: a replay tells what a route would have done with it. */
final class DirectDecision {
    private DirectDecision() {}

    static String json(Exchange exchange, Target target, @Nullable Directed directed) {
        RouteTarget named =
                new RouteTarget(target.provider().name(), target.model().id(), Timeouts.DEFAULT, Params.NONE);
        Facts facts = new Facts("", GatheredCall.of(exchange, BudgetStanding.NONE, Reads.NOTHING), Map.of(), null, 0);
        return DecisionJson.of(
                new Decision(
                        0,
                        facts,
                        List.of(new PlannedStep("model", named, List.of())),
                        List.of(),
                        "",
                        List.of(),
                        List.of(),
                        false),
                directed);
    }
}
