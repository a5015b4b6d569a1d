package org.llmops.guardrail.detecting;

import jakarta.inject.Singleton;

/** Rails that look for IP addresses. */
@Singleton
public final class IpType implements DetectorType {
    @Override
    public String name() {
        return "ip_address";
    }

    @Override
    public String description() {
        return "IPv4 and IPv6 addresses, not version numbers or times of day";
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
        return new IpDetector();
    }
}
