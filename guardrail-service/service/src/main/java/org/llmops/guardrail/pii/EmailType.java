package org.llmops.guardrail.pii;

import jakarta.inject.Singleton;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Stage;

/** Rails that look for e-mail addresses. */
@Singleton
public final class EmailType implements DetectorType {
    @Override
    public String name() {
        return "email";
    }

    @Override
    public String description() {
        return "E-mail addresses with an existing top-level domain or inside brackets; certain of the form, not of the mailbox";
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
        return new EmailDetector();
    }
}
