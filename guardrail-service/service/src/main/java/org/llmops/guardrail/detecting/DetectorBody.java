package org.llmops.guardrail.detecting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A kind of detector as JSON. */
@RegisterForReflection
@Schema(name = "Detector")
record DetectorBody(
        String name,
        String description,
        String version,

        @Schema(description = "`deterministic`, `learned` or `judge`: the order in which they have their turn")
        String stage,

        @Schema(
                description = "Every parameter with its default; null where there is none",
                implementation = Object.class)
        ObjectNode parameters,

        @Schema(description = "What each parameter is about, and what it can be")
        Map<String, String> explained) {
    static DetectorBody of(DetectorType type) {
        Parameters defaults = Parameters.none();
        type.compile(defaults);
        return new DetectorBody(
                type.name(),
                type.description(),
                type.version(),
                type.stage().name().toLowerCase(Locale.ROOT),
                defaults.effective(),
                new TreeMap<>(type.explains()));
    }
}
