package org.llmops.cost.ledger;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.pricing.ServiceTier;

/**
 * By what calls are told apart: who called, where it went, on what account.
 *
 * @param operation `chat`, `embeddings`, …
 * @param surface the wire format the client spoke; absent when it was not told
 * @param status how the call ended
 * @param cached the answer came from the suite's own cache: no provider was paid
 * @param tags what the client attached; at most 16 of them, of bounded length
 * @param copyOf the call it is a copy of, made on the operator's account: nobody's budget pays; absent for calls of clients
 */
public record CallFacts(
        String operation,
        @Nullable String surface,
        String status,
        boolean cached,
        Who who,
        Target target,
        @Nullable Version route,
        @Nullable Version prompt,
        Map<String, String> tags,
        @Nullable UUID copyOf) {
    /** More tags than this are not kept. */
    public static final int MOST_TAGS = 16;

    public CallFacts {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
        if (tags.size() > MOST_TAGS) {
            throw new IllegalArgumentException("A call has at most " + MOST_TAGS + " tags here, not " + tags.size());
        }
    }

    CallFacts in(@Nullable String team) {
        Who member = new Who(who.subject, who.kind, team, who.app, who.endUser);
        return new CallFacts(operation, surface, status, cached, member, target, route, prompt, tags, copyOf);
    }

    /**
     * Who called, for whom.
     *
     * @param kind `user`, `app` or `service`
     * @param team the team whose app it was when the call was entered
     */
    public record Who(
            String subject,
            String kind,
            @Nullable String team,
            @Nullable String app,
            @Nullable String endUser) {
        /** Public id of the API key; absent when none was used. */
        public @Nullable String key() {
            return kind.equals("app") ? subject : null;
        }
    }

    /**
     * Where it went.
     *
     * @param provider as in the price book; absent when the call never got to a provider
     * @param model as the provider calls it
     * @param region where the provider answers; absent when it was not told
     */
    public record Target(
            @Nullable String provider,
            @Nullable String model,
            @Nullable String requestedModel,
            ServiceTier tier,
            @Nullable String region) {}

    /** An immutable version of something with a name. */
    public record Version(String name, int number) {}
}
