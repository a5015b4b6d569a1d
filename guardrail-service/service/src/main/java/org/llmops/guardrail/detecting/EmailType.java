package org.llmops.guardrail.detecting;

import jakarta.inject.Singleton;

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
        return "1";
    }

    @Override
    public Stage stage() {
        return Stage.DETERMINISTIC;
    }

    @Override
    public Detector compile(Parameters parameters) {
        return new EmailDetector();
    }
}
