package org.llmops.router.keys;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.AttributeConverter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a key may call in one column, a pattern in each line. */
@RegisterForReflection
class AllowedModelsColumn implements AttributeConverter<AllowedModels, String> {
    @Override
    public @Nullable String convertToDatabaseColumn(AllowedModels allowed) {
        return allowed == null || allowed.patterns().isEmpty() ? null : String.join("\n", allowed.patterns());
    }

    @Override
    public AllowedModels convertToEntityAttribute(@Nullable String column) {
        return column == null ? AllowedModels.ALL : new AllowedModels(List.of(column.split("\n")));
    }
}
