package org.llmops.guardrail.detecting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.WholeText;
import org.llmops.platform.problem.FieldError;

/**
 * What a rail sets for its detector. Whoever compiles reads each parameter once, with its default; what nobody asked for
 * is a fault, and so is what does not fit. Defaults are written out, so that a version means the same when they change.
 */
public final class Parameters {
    /** A list of texts has at most so many. */
    public static final int MAX_TEXTS = 1000;

    /** A text has at most so many characters. */
    public static final int MAX_TEXT = 4000;

    private final ObjectNode given;
    private final String path;
    private final String holder;
    private final ObjectNode effective = JsonNodeFactory.instance.objectNode();
    private final List<FieldError> faults = new ArrayList<>();
    private final List<Parameters> inner = new ArrayList<>();

    /** @param path where the parameters stand, such as {@code rails[0].parameters} */
    public Parameters(ObjectNode given, String path) {
        this(given, path, "This detector knows ");
    }

    private Parameters(ObjectNode given, String path, String holder) {
        this.given = given;
        this.path = path;
        this.holder = holder;
    }

    /** For who compiles without a policy: all defaults. */
    public static Parameters none() {
        return new Parameters(JsonNodeFactory.instance.objectNode(), "parameters");
    }

    public double number(String name, double least, double most, double otherwise) {
        JsonNode value = read(name, JsonNodeFactory.instance.numberNode(otherwise));
        if (!value.isNumber() || value.asDouble() < least || value.asDouble() > most) {
            return fault(name, "A number from " + least + " to " + most, otherwise);
        }
        return value.asDouble();
    }

    public int whole(String name, int least, int most, int otherwise) {
        JsonNode value = read(name, JsonNodeFactory.instance.numberNode(otherwise));
        if (!value.isIntegralNumber() || value.asLong() < least || value.asLong() > most) {
            return fault(name, "A whole number from " + least + " to " + most, otherwise);
        }
        return value.asInt();
    }

    public boolean flag(String name, boolean otherwise) {
        JsonNode value = read(name, JsonNodeFactory.instance.booleanNode(otherwise));
        return value.isBoolean() ? value.asBoolean() : fault(name, "true or false", otherwise);
    }

    /** Absent when it is not set. */
    public @Nullable String text(String name) {
        JsonNode value = read(name, JsonNodeFactory.instance.nullNode());
        if (value.isNull()) {
            return null;
        }
        if (!isText(value)) {
            fault(name, "A text of 1 to " + MAX_TEXT + " characters", value);
            return null;
        }
        return value.asText();
    }

    /** A text without which the detector has nothing to do. */
    public String needed(String name) {
        if (!given.hasNonNull(name)) {
            read(name, JsonNodeFactory.instance.nullNode());
            return fault(name, "The detector needs it: a text of 1 to " + MAX_TEXT + " characters", "");
        }
        String text = text(name);
        return text == null ? "" : text;
    }

    /** In the order given, without repetition. */
    public List<String> texts(String name, List<String> otherwise) {
        JsonNode value = read(name, array(otherwise));
        boolean fits = value.isArray()
                && value.size() <= MAX_TEXTS
                && value.valueStream().allMatch(Parameters::isText);
        return fits
                ? value.valueStream().map(JsonNode::asText).distinct().toList()
                : fault(name, "At most " + MAX_TEXTS + " texts of 1 to " + MAX_TEXT + " characters", otherwise);
    }

    /** One of a few words. */
    public <E> E choice(String name, List<E> choices, Function<E, String> word, E otherwise) {
        JsonNode value = read(name, JsonNodeFactory.instance.textNode(word.apply(otherwise)));
        return choices.stream()
                .filter(choice -> value.isTextual() && word.apply(choice).equals(value.asText()))
                .findFirst()
                .orElseGet(() -> fault(
                        name, "One of " + choices.stream().map(word).collect(Collectors.joining(", ")), otherwise));
    }

    /** An object among the parameters, at a path below them such as {@code patterns[0]}; its faults are theirs. */
    public Parameters within(String place, ObjectNode object) {
        Parameters parameters = new Parameters(object, path + "." + place, "Known here are ");
        inner.add(parameters);
        return parameters;
    }

    /** Whatever JSON it is; absent when it is not set. */
    public @Nullable JsonNode json(String name) {
        JsonNode value = read(name, JsonNodeFactory.instance.nullNode());
        return value.isNull() ? null : value;
    }

    /** Says what is wrong with a parameter, and how to mend it. */
    public <T> T fault(String name, String fix, T otherwise) {
        faults.add(new FieldError(path + "." + name, fix));
        return otherwise;
    }

    /** Every fault, those of parameters included that nobody reads. */
    public List<FieldError> faults() {
        List<String> known =
                effective.properties().stream().map(Map.Entry::getKey).toList();
        Stream<FieldError> unread = given.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !known.contains(name))
                .map(name -> new FieldError(
                        path + "." + name,
                        known.isEmpty() ? "This detector has no parameters" : holder + String.join(", ", known)));
        Stream<FieldError> halved = given.properties().stream()
                .filter(field -> !WholeText.isWhole(field.getValue()))
                .map(field -> new FieldError(
                        path + "." + field.getKey(), "Holds half of a surrogate pair: write whole characters"));
        return Stream.of(faults.stream(), inner.stream().flatMap(within -> within.faults().stream()), unread, halved)
                .flatMap(found -> found)
                .toList();
    }

    /** What was read, defaults included. */
    public ObjectNode effective() {
        return effective.deepCopy();
    }

    private JsonNode read(String name, JsonNode otherwise) {
        JsonNode value = given.hasNonNull(name) ? given.get(name) : otherwise;
        effective.set(name, value);
        return value;
    }

    private static boolean isText(JsonNode value) {
        return value.isTextual() && !value.asText().isEmpty() && value.asText().length() <= MAX_TEXT;
    }

    private static JsonNode array(List<String> texts) {
        var array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }
}
