package org.llmops.guardrail.pii;

import jakarta.inject.Singleton;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Stage;

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
        return "2";
    }

    @Override
    public Stage stage() {
        return Stage.DETERMINISTIC;
    }

    @Override
    public boolean findsValues() {
        return true;
    }

    @Override
    public boolean looksInside() {
        return true;
    }

    @Override
    public Detector compile(Parameters parameters) {
        return new PaymentCardDetector();
    }
}
