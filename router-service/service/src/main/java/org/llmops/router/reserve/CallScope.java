package org.llmops.router.reserve;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.Caller;
import org.llmops.router.exchange.Exchange;

/** What of a call decides which budgets pay for it, whatever answers it. */
record CallScope(
        @Nullable String team,
        @Nullable String app,
        @Nullable String key,
        @Nullable String endUser,
        @Nullable String route,
        @Nullable String prompt,
        Map<String, String> tags) {

    /** @param route the route that decides; empty for none */
    static CallScope of(Exchange exchange, String route, BudgetBook book) {
        Caller caller = exchange.caller();
        String prompt = exchange.story().getPrompt().getName();
        return new CallScope(
                book.teamOf(caller.app()),
                caller.app(),
                caller.kind() == Caller.Kind.APP ? caller.subject() : null,
                exchange.body().endUser(),
                route.isEmpty() ? null : route,
                prompt.isEmpty() ? null : prompt,
                exchange.story().getMetadataMap());
    }
}
