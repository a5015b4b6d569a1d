package org.llmops.cost.quoting;

import static org.llmops.cost.CostProblem.USAGE_INVALID;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import org.llmops.cost.pricing.CurrentPrices;
import org.llmops.cost.v1.QuoteRequest;
import org.llmops.cost.v1.QuoteResponse;
import org.llmops.platform.identity.WorkspaceId;

/** Answers quotes over gRPC: the rates of one model, for whoever prices calls itself, or estimates for several. */
@ApplicationScoped
public class Quoting {
    private final CurrentPrices prices;
    private final Estimating estimating;
    private final Validator validator;
    private final Clock clock;

    Quoting(CurrentPrices prices, Estimating estimating, Validator validator, Clock clock) {
        this.prices = prices;
        this.estimating = estimating;
        this.validator = validator;
        this.clock = clock;
    }

    public Uni<QuoteResponse> quote(WorkspaceId workspace, QuoteRequest request) {
        if (request.getModelsCount() == 0) {
            return Uni.createFrom().item(() -> rates(workspace, request));
        }
        RequestToQuote asked = QuoteWire.request(request);
        validator.validate(asked).stream()
                .min(Comparator.comparing(
                        violation -> violation.getPropertyPath().toString()))
                .ifPresent(Quoting::refuse);
        return estimating.of(workspace, asked).map(QuoteWire::response);
    }

    private static void refuse(ConstraintViolation<RequestToQuote> violation) {
        throw USAGE_INVALID.at(violation.getPropertyPath().toString(), violation.getMessage());
    }

    private QuoteResponse rates(WorkspaceId workspace, QuoteRequest request) {
        Instant now = clock.instant();
        return new RatesWire(prices.custom(workspace), prices.exchange(), now)
                .response((region, tier) ->
                        prices.find(workspace, request.getProvider(), request.getModel(), region, tier, now));
    }
}
