package org.llmops.guardrail.pii;

import jakarta.inject.Singleton;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Stage;

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
        return new IbanDetector();
    }
}
