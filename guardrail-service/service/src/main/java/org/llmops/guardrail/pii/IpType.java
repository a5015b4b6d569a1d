package org.llmops.guardrail.pii;

import jakarta.inject.Singleton;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Stage;

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
        return new IpDetector();
    }
}
