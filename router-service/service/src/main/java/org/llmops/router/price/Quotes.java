package org.llmops.router.price;

import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.llmops.cost.v1.MutinyCostServiceGrpc.MutinyCostServiceStub;
import org.llmops.cost.v1.QuoteRequest;
import org.llmops.cost.v1.QuoteResponse;
import org.llmops.platform.identity.WorkspaceHeader;
import org.llmops.platform.identity.WorkspaceId;

/** The rates that apply now, asked for once and remembered until they may change. */
@Singleton
public class Quotes {
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    /** Should the news of a new price book get lost, old prices end here. */
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final MutinyCostServiceStub costs;
    private final Clock clock;
    private final Map<Key, Known> known = new ConcurrentHashMap<>();

    Quotes(@GrpcClient("cost-service") MutinyCostServiceStub costs, Clock clock) {
        this.costs = costs;
        this.clock = clock;
    }

    /** What a model costs now, when it was asked for not long ago. */
    public Optional<Quote> remembered(WorkspaceId workspace, String provider, String model) {
        Known remembered = known.get(new Key(workspace, provider, model));
        return remembered != null && clock.instant().isBefore(remembered.until)
                ? Optional.of(remembered.quote)
                : Optional.empty();
    }

    /** What a model costs now; while the cost service is away, what it cost when last heard of. */
    public Uni<Quote> quote(WorkspaceId workspace, String provider, String model) {
        Key key = new Key(workspace, provider, model);
        Known remembered = known.get(key);
        if (remembered != null && clock.instant().isBefore(remembered.until)) {
            return remembered.ready;
        }
        Uni<Quote> asked = ask(key);
        return remembered == null ? asked : asked.onFailure().recoverWithItem(remembered.quote);
    }

    /** New prices apply: nothing remembered counts any more. */
    public void forget() {
        known.replaceAll((key, old) -> new Known(old.quote, Instant.MIN));
    }

    /** One workspace has agreed on other prices. */
    public void forget(WorkspaceId workspace) {
        known.replaceAll((key, old) -> key.workspace.equals(workspace) ? new Known(old.quote, Instant.MIN) : old);
    }

    private Uni<Quote> ask(Key key) {
        QuoteRequest request = QuoteRequest.newBuilder()
                .setProvider(key.provider)
                .setModel(key.model)
                .build();
        return WorkspaceHeader.on(costs, key.workspace)
                .quote(request)
                .ifNoItem()
                .after(DEADLINE)
                .fail()
                .map(response -> remember(key, response));
    }

    private Quote remember(Key key, QuoteResponse response) {
        Quote quote = QuoteWire.read(response);
        Instant until = clock.instant().plus(REMEMBERED);
        if (response.hasValidUntil()) {
            Instant changes = Instant.ofEpochSecond(
                    response.getValidUntil().getSeconds(),
                    response.getValidUntil().getNanos());
            until = changes.isBefore(until) ? changes : until;
        }
        known.put(key, new Known(quote, until));
        return quote;
    }

    private record Key(WorkspaceId workspace, String provider, String model) {}

    private record Known(Quote quote, Instant until, Uni<Quote> ready) {
        private Known(Quote quote, Instant until) {
            this(quote, until, Uni.createFrom().item(quote));
        }
    }
}
