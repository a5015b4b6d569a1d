package org.llmops.cost.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.Moment;
import org.llmops.cost.StorableText;
import org.llmops.platform.problem.FieldError;
import org.llmops.platform.problem.Problem;

/** One object of a document, read member by member; what is wrong with it is gathered and not thrown. */
final class Row {
    private static final int LONGEST_TEXT = 500;
    private static final int MOST_DIGITS = 30;

    private final String path;
    private final JsonNode json;
    private final List<FieldError> errors;

    Row(String path, JsonNode json, List<FieldError> errors) {
        this.path = path;
        this.json = json;
        this.errors = errors;
    }

    static Row of(String path, JsonNode json) {
        return new Row(path, json, new ArrayList<>());
    }

    List<FieldError> errors() {
        return errors;
    }

    JsonNode json() {
        return json;
    }

    String path() {
        return path;
    }

    boolean isObject() {
        if (!json.isObject()) {
            error("", "Write an object");
        }
        return json.isObject();
    }

    boolean has(String name) {
        return json.hasNonNull(name);
    }

    void only(Set<String> known) {
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                error(
                        name,
                        "There is no such field; known are "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        });
    }

    String text(String name) {
        String text = textOrNull(name);
        if (text == null && !has(name)) {
            error(name, "It is missing");
        }
        return text == null ? "" : text;
    }

    @Nullable
    String textOrNull(String name) {
        if (!has(name)) {
            return null;
        }
        JsonNode value = json.path(name);
        if (!value.isTextual() || value.asText().isBlank() || value.asText().length() > LONGEST_TEXT) {
            error(name, "Write a text of 1 to " + LONGEST_TEXT + " characters");
            return null;
        }
        if (!StorableText.isStorable(value.asText())) {
            error(name, StorableText.HINT);
            return null;
        }
        return value.asText();
    }

    /** A member that is one of some known words. */
    <T> Optional<T> word(String name, Function<String, Optional<T>> known, String hint) {
        String text = textOrNull(name);
        if (text == null) {
            return Optional.empty();
        }
        Optional<T> word = known.apply(text);
        if (word.isEmpty()) {
            error(name, "'" + text + "' is unknown; " + hint);
        }
        return word;
    }

    /** An exact decimal, as a text or a number. */
    @Nullable
    BigDecimal decimal(String name) {
        JsonNode value = json.path(name);
        try {
            if (value.isTextual() && value.asText().length() <= 2 * MOST_DIGITS) {
                return bounded(name, new BigDecimal(value.asText()));
            }
            if (value.isNumber()) {
                return bounded(name, value.decimalValue());
            }
        } catch (NumberFormatException malformed) {
            // Told below, like everything that is no number.
        }
        error(name, "Write a decimal number such as \"0.075\"");
        return null;
    }

    private @Nullable BigDecimal bounded(String name, BigDecimal number) {
        if (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS) {
            error(name, "Write at most " + MOST_DIGITS + " digits");
            return null;
        }
        return number;
    }

    long count(String name) {
        JsonNode value = json.path(name);
        if (!value.canConvertToLong() || !value.isIntegralNumber() || value.asLong() <= 0) {
            error(name, "Write a whole number above 0");
            return 1;
        }
        return value.asLong();
    }

    @Nullable
    Instant moment(String name) {
        String text = textOrNull(name);
        if (text == null) {
            return null;
        }
        try {
            return Moment.parse(name, text);
        } catch (Problem malformed) {
            error(name, malformed.detail());
            return null;
        }
    }

    @Nullable
    LocalTime time(String name) {
        try {
            return LocalTime.parse(text(name), DateTimeFormatter.ISO_LOCAL_TIME);
        } catch (DateTimeException malformed) {
            error(name, "Write a time of day in UTC such as 16:30");
            return null;
        }
    }

    Row object(String name) {
        return new Row(field(name), json.path(name), errors);
    }

    List<Row> list(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            error(name, "Write a list");
            return List.of();
        }
        List<Row> rows = new ArrayList<>();
        for (int at = 0; at < value.size(); at++) {
            rows.add(new Row(field(name) + "[" + at + "]", value.get(at), errors));
        }
        return rows;
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Row item : list(name)) {
            if (item.json.isTextual() && item.json.asText().length() <= LONGEST_TEXT) {
                texts.add(item.json.asText());
            } else {
                item.error("", "Write a text");
            }
        }
        return texts;
    }

    Set<Map.Entry<String, JsonNode>> members() {
        return json.properties();
    }

    void error(String name, String detail) {
        errors.add(new FieldError(name.isEmpty() ? path : field(name), detail));
    }

    private String field(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
