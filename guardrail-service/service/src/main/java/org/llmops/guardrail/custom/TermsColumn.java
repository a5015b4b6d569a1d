package org.llmops.guardrail.custom;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.net.URI;
import java.util.List;

/** Keeps what a detector is as JSON. */
@Converter
class TermsColumn implements AttributeConverter<Terms, String> {
    private static final String KIND = "kind";
    private static final String URL = "url";
    private static final String ENTITIES = "entities";
    private static final String TIMEOUT = "timeout_ms";
    private static final String MAX_TEXT = "max_text";
    private static final String AROUND = "send_around";
    private static final String RUBRIC = "rubric";
    private static final String MODEL = "model";
    private static final String MAX_TOKENS = "max_tokens";
    private static final String CALLS = "calls_per_minute";

    @Override
    public String convertToDatabaseColumn(Terms terms) {
        JsonObject json = new JsonObject()
                .put(KIND, terms.kind().name())
                .put(ENTITIES, new JsonArray(terms.entities()))
                .put(TIMEOUT, terms.timeoutMs())
                .put(MAX_TEXT, terms.maxText())
                .put(AROUND, terms.sendsAround());
        return switch (terms) {
            case Terms.Service service ->
                json.put(URL, service.url().toString()).encode();
            case Terms.Judge judge ->
                json.put(RUBRIC, judge.rubric())
                        .put(MODEL, judge.model())
                        .put(MAX_TOKENS, judge.maxTokens())
                        .put(CALLS, judge.callsPerMinute())
                        .encode();
        };
    }

    @Override
    public Terms convertToEntityAttribute(String column) {
        JsonObject json = new JsonObject(column);
        Kind kind = Kind.valueOf(json.getString(KIND));
        List<String> entities =
                json.getJsonArray(ENTITIES).stream().map(String.class::cast).toList();
        int timeoutMs = json.getInteger(TIMEOUT);
        int maxText = json.getInteger(MAX_TEXT);
        boolean around = json.getBoolean(AROUND);
        return kind == Kind.JUDGE
                ? new Terms.Judge(
                        json.getString(RUBRIC),
                        json.getString(MODEL),
                        json.getInteger(MAX_TOKENS),
                        json.getInteger(CALLS),
                        entities,
                        timeoutMs,
                        maxText,
                        around)
                : new Terms.Service(kind, URI.create(json.getString(URL)), entities, timeoutMs, maxText, around);
    }
}
