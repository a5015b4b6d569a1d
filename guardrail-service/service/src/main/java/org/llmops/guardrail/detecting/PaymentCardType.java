package org.llmops.guardrail.detecting;

import jakarta.inject.Singleton;

/** Rails that look for payment cards. */
@Singleton
public final class PaymentCardType implements DetectorType {
    @Override
    public String name() {
        return "payment_card";
    }

    @Override
    public String description() {
        return "Payment card numbers: leading digits of an issuer, its lengths, Luhn's check digit";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Stage stage() {
        return Stage.DETERMINISTIC;
    }

    @Override
    public Detector compile(Parameters parameters) {
        return new PaymentCardDetector();
    }
}
