package org.llmops.guardrail.pii;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.llmops.guardrail.replacing.EntityChecks;

/** The checks of identifiers, for who writes others in their place. */
@Singleton
public final class IdentifierChecks implements EntityChecks {
    private final Map<String, Predicate<String>> checks;

    public IdentifierChecks() {
        this(RecogniserTable.all());
    }

    private IdentifierChecks(List<Recogniser> recognisers) {
        Map<String, Predicate<String>> byEntity = new HashMap<>();
        recognisers.stream()
                .filter(recogniser -> recogniser.check() != null)
                .forEach(recogniser -> byEntity.merge(recogniser.entity(), reading(recogniser), Predicate::or));
        this.checks = Map.copyOf(byEntity);
    }

    @Override
    public Optional<Predicate<String>> of(String entity) {
        return Optional.ofNullable(checks.get(entity));
    }

    private static Predicate<String> reading(Recogniser recogniser) {
        return text -> recogniser.accepts(
                recogniser.isReadAsWritten() ? text : bare(text).toUpperCase(Locale.ROOT));
    }

    /** Without what separates its groups. */
    private static String bare(String text) {
        return text.codePoints()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
