package org.llmops.guardrail.detecting;

import jakarta.inject.Singleton;

/** Rails that look for bank accounts. */
@Singleton
public final class IbanType implements DetectorType {
    @Override
    public String name() {
        return "iban";
    }

    @Override
    public String description() {
        return "International bank account numbers: length of the country, check digits modulo 97";
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
        return new IbanDetector();
    }
}
