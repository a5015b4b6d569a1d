package org.llmops.guardrail.vault;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;

/** Keeps who may have what back as JSON. */
@Converter
class TermsColumn implements AttributeConverter<RevealTerms, String> {
    @Override
    public String convertToDatabaseColumn(RevealTerms terms) {
        return new JsonObject()
                .put("roles", new JsonArray(terms.roles()))
                .put("apps", new JsonArray(terms.apps()))
                .put("entities", new JsonArray(terms.entities()))
                .put("sinks", new JsonArray(terms.sinks()))
                .encode();
    }

    @Override
    public RevealTerms convertToEntityAttribute(String column) {
        JsonObject json = new JsonObject(column);
        return new RevealTerms(
                texts(json, "roles"), texts(json, "apps"), texts(json, "entities"), texts(json, "sinks"));
    }

    private static List<String> texts(JsonObject json, String field) {
        return json.getJsonArray(field).stream().map(String.class::cast).toList();
    }
}
