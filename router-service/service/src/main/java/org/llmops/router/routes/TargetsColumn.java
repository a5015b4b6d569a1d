package org.llmops.router.routes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.AttributeConverter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.router.routes.document.RouteTarget;

/**
 * A version's targets in one column, in the document's order: who needs a provider is found here without reading
 * documents. Versions without a document say everything here.
 */
@RegisterForReflection(targets = {TargetsColumn.class, TargetsColumn.Stored.class})
class TargetsColumn implements AttributeConverter<List<RouteTarget>, String> {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private static final TypeReference<List<Stored>> TARGETS = new TypeReference<>() {};

    @Override
    public String convertToDatabaseColumn(List<RouteTarget> targets) {
        try {
            return JSON.writeValueAsString(targets.stream().map(Stored::of).toList());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Targets can be written as JSON", impossible);
        }
    }

    @Override
    public List<RouteTarget> convertToEntityAttribute(String column) {
        try {
            return JSON.readValue(column, TARGETS).stream().map(Stored::target).toList();
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("A route's targets in the database are damaged", damaged);
        }
    }

    /** One target. */
    record Stored(String provider, String model, @Nullable Long timeoutMs) {
        private static Stored of(RouteTarget target) {
            Duration timeout = target.timeouts().total();
            return new Stored(target.provider(), target.model(), timeout == null ? null : timeout.toMillis());
        }

        private RouteTarget target() {
            return new RouteTarget(provider, model, timeoutMs == null ? null : Duration.ofMillis(timeoutMs));
        }
    }
}
