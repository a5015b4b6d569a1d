package org.llmops.guardrail.substituting;

import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.llmops.guardrail.detecting.Parameters;

/** Every way of redacting that rails can name: whatever is a bean. */
@Singleton
public final class Operators {
    private final Map<String, OperatorType> types = new TreeMap<>();
    private final OperatorType usual;

    @Inject
    Operators(@All List<OperatorType> types) {
        for (OperatorType type : types) {
            if (this.types.put(type.name(), type) != null) {
                throw new IllegalStateException("Two operators are called " + type.name());
            }
        }
        OperatorType placeholder = this.types.get(PlaceholderType.NAME);
        if (placeholder == null) {
            throw new IllegalStateException("Rails that do not say need the operator " + PlaceholderType.NAME);
        }
        this.usual = placeholder;
    }

    /** For who has no container. */
    public static Operators of(List<OperatorType> types) {
        return new Operators(types);
    }

    /** The one that the parameter {@code operator} names, with its own parameters. */
    public Operator compile(Parameters parameters) {
        return parameters
                .choice("operator", List.copyOf(types.values()), OperatorType::name, usual)
                .compile(parameters);
    }
}
