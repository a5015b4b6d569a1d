package org.llmops.cost.quoting;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.llmops.cost.pricing.CallPricing;
import org.llmops.cost.pricing.CallUsage;
import org.llmops.cost.pricing.CurrentPrices;
import org.llmops.cost.pricing.PricedCall;
import org.llmops.cost.pricing.ServiceTier;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/** Estimates what a request would cost on each of some models. REST and gRPC both call this. */
@ApplicationScoped
class Estimating {
    private final CurrentPrices prices;
    private final CallPricing pricing;
    private final OutputHistory history;
    private final QuotingConfig config;
    private final Clock clock;

    Estimating(CurrentPrices prices, CallPricing pricing, OutputHistory history, QuotingConfig config, Clock clock) {
        this.prices = prices;
        this.pricing = pricing;
        this.history = history;
        this.config = config;
        this.clock = clock;
    }

    Uni<Estimates> of(WorkspaceId workspace, RequestToQuote request) {
        long most = Objects.requireNonNullElse(request.maxOutputTokens(), config.undeclaredMaxOutputTokens());
        return history.of(workspace)
                .map(lengths -> new Estimates(
                        prices.version(),
                        prices.custom(workspace).version(),
                        request.expectedInput(),
                        most,
                        request.models().stream()
                                .map(model -> estimate(workspace, request, model, lengths, most))
                                .sorted(Estimate.CHEAPEST_FIRST)
                                .toList()));
    }

    private Estimate estimate(
            WorkspaceId workspace,
            RequestToQuote request,
            RequestToQuote.Candidate model,
            Lengths lengths,
            long mostOutput) {
        Instant now = clock.instant();
        Lengths.Expected expected = lengths.of(model.provider(), model.model(), request.expectedInput());
        long output = Math.min(expected.outputTokens(), mostOutput);
        PricedCall likely = pricing.price(
                workspace, call(request, model, now, request.expectedInput(), request.expectedCached(), output));
        Money bound = pricing.bound(workspace, call(request, model, now, request.mostInput(), 0, mostOutput));
        return new Estimate(
                model.provider(),
                model.model(),
                UsageRequest.tier(model.serviceTier()),
                likely.status(),
                likely.ruleId(),
                bound.max(likely.cost()),
                likely.cost(),
                output,
                expected.basis(),
                expected.calls());
    }

    private static CallUsage call(
            RequestToQuote request, RequestToQuote.Candidate model, Instant now, long input, long cached, long output) {
        Map<String, Long> usage = new HashMap<>(request.otherUnits());
        usage.put("input_tokens", input);
        usage.put("cache_read_tokens", cached);
        usage.put("output_tokens", output);
        ServiceTier tier = UsageRequest.tier(model.serviceTier());
        return UsageRequest.call(model.provider(), model.model(), model.region(), tier, now, usage);
    }
}
