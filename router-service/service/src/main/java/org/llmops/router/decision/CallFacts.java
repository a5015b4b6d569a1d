package org.llmops.router.decision;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.llmops.router.condition.CallView;
import org.llmops.router.condition.Reads;
import org.llmops.router.providers.Capability;

/**
 * What of a call matters to where it goes. Of its maps only what conditions look at is here.
 *
 * @param lookedAt which entries of the maps were looked for: another one was perhaps there all the same
 * @param inputTokens an estimate: a quarter of the request's bytes, media left out
 * @param maxOutputTokens the client's bound; 0 when it set none
 * @param budget {@code state} and {@code downgrade}: how the budgets that may pay are doing
 * @param subject whom sticky lots are drawn for: the end user, or else the key
 */
public record CallFacts(
        String operation,
        String model,
        boolean stream,
        long inputTokens,
        long maxOutputTokens,
        long messages,
        Set<Capability> needs,
        Map<String, Object> params,
        Map<String, String> headers,
        Map<String, String> metadata,
        Map<String, String> caller,
        Map<String, Object> budget,
        String subject,
        Reads lookedAt) {
    public CallFacts {
        needs = Set.copyOf(needs);
    }

    CallView view() {
        List<String> needed = needs.stream().map(Capability::wireName).sorted().toList();
        return new CallView(
                operation,
                model,
                stream,
                inputTokens,
                maxOutputTokens,
                messages,
                needed,
                params,
                headers,
                metadata,
                caller,
                budget);
    }
}
