package org.llmops.guardrail.detecting;

import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every kind of detector that rails can name: whatever is a bean. */
@Singleton
public final class Detectors {
    private final Map<String, DetectorType> types = new TreeMap<>();

    @Inject
    Detectors(@All List<DetectorType> types) {
        for (DetectorType type : types) {
            if (this.types.put(type.name(), type) != null) {
                throw new IllegalStateException("Two detectors are called " + type.name());
            }
        }
    }

    /** For who has no container. */
    public static Detectors of(List<DetectorType> types) {
        return new Detectors(types);
    }

    public Optional<DetectorType> named(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** By name. */
    public List<DetectorType> all() {
        return List.copyOf(types.values());
    }

    /** What is told to who named one that there is not. */
    public String known() {
        return String.join(", ", types.keySet());
    }
}
