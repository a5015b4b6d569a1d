package org.llmops.guardrail.custom;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Stage;

/** Detectors that the workspace registered, by name. */
@ApplicationScoped
public class CustomType implements DetectorType {
    /** What policies call it. */
    static final String TYPE = "custom";

    /** The parameter that says which. */
    static final String NAME = "name";

    private final KnownDetectors known;
    private final Asking asking;

    CustomType(KnownDetectors known, Asking asking) {
        this.known = known;
        this.asking = asking;
    }

    @Override
    public String name() {
        return TYPE;
    }

    @Override
    public String description() {
        return "Asks what the workspace registered under `name` at /v1/detectors/custom: a service over HTTP or gRPC, or a"
                + " model that judges by a rubric. As sure as that is; no answer in time, or a wrong one, is a failure.";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Stage stage() {
        return Stage.JUDGE;
    }

    @Override
    public Map<String, String> explains() {
        return Map.of("name", "What PUT /v1/detectors/custom/{name} registered");
    }

    /** What is registered decides, and that may change. */
    @Override
    public boolean looksAround() {
        return true;
    }

    @Override
    public Detector compile(Parameters parameters) {
        String name = parameters.needed(NAME);
        if (!name.isEmpty() && !DetectorName.isWellFormed(name)) {
            parameters.fault(NAME, "The name of a custom detector has 1 to 63 of a-z, 0-9 and '-'", name);
        }
        return new NamedDetector(name, known, asking);
    }
}
