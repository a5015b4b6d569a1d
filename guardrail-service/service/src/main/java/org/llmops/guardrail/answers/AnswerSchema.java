package org.llmops.guardrail.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.path.PathType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.CodePoint;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON Schema, draft 2020-12, that answers are held against. Patterns are matched by RE2 in linear time, formats are
 * not asserted, nothing is fetched.
 */
final class AnswerSchema {
    /** So many errors are told. */
    private static final int MAX_ERRORS = 8;

    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(LenientJson.MAX_DEPTH + 1)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Draft 2020-12 of itself, which comes with the validator. */
    private static final Schema SCHEMAS = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .pathType(PathType.JSON_POINTER)
                            .build()))
            .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));

    private final Schema schema;
    private final Set<String> names;

    private AnswerSchema(Schema schema, Set<String> names) {
        this.schema = schema;
        this.names = names;
    }

    static AnswerSchema of(JsonNode document) throws SchemaFault {
        Set<String> names = SchemaCheck.check(document);
        checkForm(document);
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .regularExpressionFactory(regex -> {
                    Pattern pattern = Pattern.compile(regex);
                    return value -> pattern.matcher(value).find();
                })
                .formatAssertionsEnabled(false)
                .pathType(PathType.JSON_POINTER)
                .build();
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaRegistryConfig(config)
                        .schemaLoader(
                                loader -> loader.fetchRemoteResources(false).block(iri -> true)));
        try {
            Schema schema = registry.getSchema(document.toString(), InputFormat.JSON);
            schema.initializeValidators();
            return new AnswerSchema(schema, names);
        } catch (RuntimeException refused) {
            throw new SchemaFault("", "A valid JSON Schema of draft 2020-12");
        }
    }

    /** Holds the schema to the schema of schemas: a misspelt type would refuse every answer, a misplaced list none. */
    private static void checkForm(JsonNode document) throws SchemaFault {
        List<Error> errors = SCHEMAS.validate(document.toString(), InputFormat.JSON);
        if (!errors.isEmpty()) {
            Error error = errors.getFirst();
            throw new SchemaFault(String.valueOf(error.getInstanceLocation()), String.valueOf(error.getMessage()));
        }
    }

    /** What JSON a text is, taken strictly; nothing if it is not. */
    static tools.jackson.databind.@Nullable JsonNode read(String text) {
        if (beginsAsProse(text)) {
            return null;
        }
        try {
            tools.jackson.databind.JsonNode value = STRICT.readTree(text);
            return value.isMissingNode() || !isFinite(value) ? null : value;
        } catch (JacksonException malformed) {
            return null;
        }
    }

    /** Whether a word comes first that is none of JSON's three: no reason to have the parser complain. */
    private static boolean beginsAsProse(String text) {
        int first = 0;
        while (first < text.length() && text.charAt(first) <= ' ') {
            first++;
        }
        return first < text.length()
                && CodePoint.isAsciiLetter(text.charAt(first))
                && "tfn".indexOf(text.charAt(first)) < 0;
    }

    /** What is wrong with a value, in words that hold nothing of it; empty if all is well. */
    List<String> errors(tools.jackson.databind.JsonNode value) {
        List<Error> errors = schema.validate(value);
        List<String> told = new ArrayList<>();
        errors.stream().map(this::tell).distinct().limit(MAX_ERRORS).forEach(told::add);
        if (errors.size() > MAX_ERRORS) {
            told.add("and more");
        }
        return told;
    }

    private String tell(Error error) {
        return place(error.getInstanceLocation()) + " " + demand(error);
    }

    /** Where in the answer: by the names that the schema itself has, any other is a star. */
    private String place(NodePath path) {
        StringBuilder place = new StringBuilder("$");
        for (int index = 0; index < path.getNameCount(); index++) {
            if (path.getElement(index) instanceof Integer position) {
                place.append('[').append(position).append(']');
            } else {
                String name = path.getName(index);
                place.append('.').append(names.contains(name) ? name : "*");
            }
        }
        return place.toString();
    }

    private String demand(Error error) {
        String keyword = String.valueOf(error.getKeyword());
        String value =
                error.getSchemaNode() == null ? "" : error.getSchemaNode().toString();
        String limit = value.length() > 200 ? "what the schema says" : value;
        return switch (keyword) {
            case "type" -> "must be of type " + limit;
            case "required" ->
                names.contains(String.valueOf(error.getProperty()))
                        ? "must have the property " + error.getProperty()
                        : "must have all required properties";
            case "enum", "const" -> "must be one of " + limit;
            case "additionalProperties", "unevaluatedProperties" -> "has a property that is not allowed";
            case "minimum" -> "must be at least " + limit;
            case "maximum" -> "must be at most " + limit;
            case "exclusiveMinimum" -> "must be more than " + limit;
            case "exclusiveMaximum" -> "must be less than " + limit;
            case "multipleOf" -> "must be a multiple of " + limit;
            case "minLength" -> "must have at least " + limit + " characters";
            case "maxLength" -> "must have at most " + limit + " characters";
            case "minItems" -> "must have at least " + limit + " items";
            case "maxItems" -> "must have at most " + limit + " items";
            case "uniqueItems" -> "must not have the same item twice";
            case "pattern" -> "must match the pattern " + limit;
            default -> "breaks the rule " + keyword;
        };
    }

    /** Numbers beyond what a double holds cannot be compared. */
    private static boolean isFinite(tools.jackson.databind.JsonNode value) {
        if (value.isFloatingPointNumber()) {
            return Double.isFinite(value.doubleValue());
        }
        for (tools.jackson.databind.JsonNode inner : value) {
            if (!isFinite(inner)) {
                return false;
            }
        }
        return true;
    }
}
