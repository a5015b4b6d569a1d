package org.llmops.cost.channels;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.AttributeConverter;
import java.util.Map;
import java.util.TreeMap;

/** Keeps what a channel's alerts have to be about as a JSON object. */
final class ScopeColumn implements AttributeConverter<Map<String, String>, String> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> SCOPE = new TypeReference<>() {};

    @Override
    public String convertToDatabaseColumn(Map<String, String> scope) {
        try {
            return JSON.writeValueAsString(new TreeMap<>(scope));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Texts can be written as JSON", impossible);
        }
    }

    @Override
    public Map<String, String> convertToEntityAttribute(String column) {
        try {
            return JSON.readValue(column, SCOPE);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("The column holds what was written there", impossible);
        }
    }
}
