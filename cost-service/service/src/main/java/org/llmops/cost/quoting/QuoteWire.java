package org.llmops.cost.quoting;

import org.llmops.cost.pricing.PriceStatus;
import org.llmops.cost.v1.QuoteRequest;
import org.llmops.cost.v1.QuoteResponse;
import org.llmops.cost.v1.QuotedModel;
import org.llmops.cost.v1.RequestSize;

/** Estimates as messages. */
final class QuoteWire {
    private QuoteWire() {}

    /** Zero and empty stand for absent. */
    static RequestToQuote request(QuoteRequest request) {
        RequestSize size = request.getRequest();
        return new RequestToQuote(
                request.getModelsList().stream().map(QuoteWire::model).toList(),
                size.getMessageBytesCount() > 0 ? null : Long.valueOf(size.getInputTokens()),
                size.getMessageBytesList(),
                size.getMaxOutputTokens() == 0 ? null : Long.valueOf(size.getMaxOutputTokens()),
                size.getCachedInputTokens(),
                size.getUnitsMap());
    }

    private static RequestToQuote.Candidate model(QuotedModel model) {
        return new RequestToQuote.Candidate(
                model.getProvider(),
                model.getModel(),
                model.getServiceTier().isEmpty() ? null : model.getServiceTier(),
                model.getRegion().isEmpty() ? null : model.getRegion());
    }

    static QuoteResponse response(Estimates estimates) {
        QuoteResponse.Builder response = QuoteResponse.newBuilder()
                .setPriceBookVersion(estimates.priceBookVersion())
                .setCustomPricesVersion(estimates.customPricesVersion());
        estimates.estimates().forEach(estimate -> response.addEstimates(estimate(estimate)));
        return response.build();
    }

    private static org.llmops.cost.v1.Estimate estimate(Estimate estimate) {
        org.llmops.cost.v1.Estimate.Builder told = org.llmops.cost.v1.Estimate.newBuilder()
                .setProvider(estimate.provider())
                .setModel(estimate.model())
                .setServiceTier(estimate.serviceTier().label())
                .setStatus(status(estimate.status()))
                .setUpperBoundNanoUsd(estimate.upperBoundUsd().nanoUsd())
                .setExpectedNanoUsd(estimate.expectedUsd().nanoUsd())
                .setExpectedOutputTokens(estimate.expectedOutputTokens())
                .setBasis(estimate.basis().label())
                .setBasisCalls(estimate.basisCalls());
        String rule = estimate.ruleId();
        if (rule != null) {
            told.setRuleId(rule);
        }
        return told.build();
    }

    static org.llmops.cost.v1.PriceStatus status(PriceStatus status) {
        return switch (status) {
            case EXACT -> org.llmops.cost.v1.PriceStatus.PRICE_STATUS_EXACT;
            case ALIAS -> org.llmops.cost.v1.PriceStatus.PRICE_STATUS_ALIAS;
            case MISSING -> org.llmops.cost.v1.PriceStatus.PRICE_STATUS_MISSING;
            case UNPRICED -> org.llmops.cost.v1.PriceStatus.PRICE_STATUS_UNPRICED;
        };
    }
}
