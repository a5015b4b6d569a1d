package org.llmops.cost.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.AttributeConverter;
import java.util.Map;
import java.util.TreeMap;

/** Keeps the figures behind an alert as a JSON object. */
final class FactsColumn implements AttributeConverter<Map<String, Object>, String> {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

    static String write(Map<String, Object> facts) {
        try {
            return JSON.writeValueAsString(new TreeMap<>(facts));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Facts are texts, numbers and lists of them", impossible);
        }
    }

    static Map<String, Object> read(String column) {
        try {
            return JSON.readValue(column, FACTS);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("The column holds what was written there", impossible);
        }
    }

    @Override
    public String convertToDatabaseColumn(Map<String, Object> facts) {
        return write(facts);
    }

    @Override
    public Map<String, Object> convertToEntityAttribute(String column) {
        return read(column);
    }
}
