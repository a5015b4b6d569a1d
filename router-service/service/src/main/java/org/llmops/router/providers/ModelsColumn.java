package org.llmops.router.providers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.AttributeConverter;
import java.util.List;

/** A provider's models in one column: they are read and written together, never searched. */
@RegisterForReflection(targets = {ModelsColumn.class, ProviderModel.class, Capability.class})
class ModelsColumn implements AttributeConverter<List<ProviderModel>, String> {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private static final TypeReference<List<ProviderModel>> MODELS = new TypeReference<>() {};

    @Override
    public String convertToDatabaseColumn(List<ProviderModel> models) {
        try {
            return JSON.writeValueAsString(models);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Models can be written as JSON", impossible);
        }
    }

    @Override
    public List<ProviderModel> convertToEntityAttribute(String column) {
        try {
            return JSON.readValue(column, MODELS);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("A provider's models in the database are damaged", damaged);
        }
    }
}
