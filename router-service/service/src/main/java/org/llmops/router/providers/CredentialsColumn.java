package org.llmops.router.providers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.AttributeConverter;
import java.util.List;
import org.llmops.platform.sealing.SealedSecret;

/** A provider's credentials in one column: few, and each sealed for itself. */
@RegisterForReflection(
        targets = {
            CredentialsColumn.class,
            StoredCredential.class,
            StoredCredential.Retirement.class,
            SealedSecret.class
        })
class CredentialsColumn implements AttributeConverter<List<StoredCredential>, String> {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private static final TypeReference<List<StoredCredential>> CREDENTIALS = new TypeReference<>() {};

    @Override
    public String convertToDatabaseColumn(List<StoredCredential> credentials) {
        try {
            return JSON.writeValueAsString(credentials);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Credentials can be written as JSON", impossible);
        }
    }

    @Override
    public List<StoredCredential> convertToEntityAttribute(String column) {
        try {
            return JSON.readValue(column, CREDENTIALS);
        } catch (JsonProcessingException damaged) {
            // Without the cause: it would quote what is sealed.
            throw new IllegalStateException("A provider's credentials in the database are damaged");
        }
    }
}
