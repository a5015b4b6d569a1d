package org.llmops.platform.problem;

import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what a field takes, to whoever gave something else. */
final class ExpectedForm {
    private static final String UNKNOWN = "The value has the wrong type or form";
    private static final String WHOLE = "Give a whole number";
    private static final String TRUTH = "Give true or false";

    /** The first that a type belongs to. */
    private static final Map<Class<?>, String> FORMS = new LinkedHashMap<>();

    static {
        for (Class<?> whole : new Class<?>[] {int.class, Integer.class, long.class, Long.class, BigInteger.class}) {
            FORMS.put(whole, WHOLE);
        }
        FORMS.put(double.class, "Give a number");
        FORMS.put(Double.class, "Give a number");
        FORMS.put(BigDecimal.class, "Give a number");
        FORMS.put(boolean.class, TRUTH);
        FORMS.put(Boolean.class, TRUTH);
        FORMS.put(CharSequence.class, "Give a text");
        FORMS.put(Instant.class, "Give a time, such as 2026-01-31T12:00:00Z");
        FORMS.put(LocalDate.class, "Give a date, such as 2026-01-31");
        FORMS.put(Duration.class, "Give a duration, such as PT1H30M");
        FORMS.put(UUID.class, "Give a UUID");
        FORMS.put(Collection.class, "Give a list: [...]");
        FORMS.put(Map.class, "Give an object: {...}");
        FORMS.put(Record.class, "Give an object: {...}");
    }

    private final ObjectMapper mapper;

    ExpectedForm(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    String of(JsonMappingException mapping) {
        if (mapping.getCause() instanceof InputCoercionException) {
            return "Give a number that is not as large";
        }
        Class<?> type = type(mapping);
        if (type == null) {
            return UNKNOWN;
        }
        if (type.isEnum()) {
            return "Give one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> mapper.convertValue(constant, String.class))
                            .collect(Collectors.joining(", "));
        }
        return FORMS.entrySet().stream()
                .filter(form -> form.getKey().isAssignableFrom(type))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(UNKNOWN);
    }

    private static @Nullable Class<?> type(JsonMappingException mapping) {
        return switch (mapping) {
            case MismatchedInputException mismatch -> mismatch.getTargetType();
            case ValueInstantiationException failed -> failed.getType().getRawClass();
            default -> null;
        };
    }
}
