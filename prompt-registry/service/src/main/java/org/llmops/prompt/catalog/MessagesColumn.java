package org.llmops.prompt.catalog;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;
import org.llmops.prompt.template.Template;

/** Stores messages as JSON of what their author wrote: `[{"role": "user", "content": "Hello {{name}}"}]`. */
@Converter
class MessagesColumn implements AttributeConverter<List<PromptMessage>, String> {
    @Override
    public String convertToDatabaseColumn(List<PromptMessage> messages) {
        JsonArray json = new JsonArray();
        messages.forEach(message -> json.add(new JsonObject()
                .put("role", message.role().wireName())
                .put("content", message.content().source())));
        return json.encode();
    }

    @Override
    public List<PromptMessage> convertToEntityAttribute(String column) {
        return new JsonArray(column)
                .stream()
                        .map(JsonObject.class::cast)
                        .map(MessagesColumn::message)
                        .toList();
    }

    private static PromptMessage message(JsonObject json) {
        return new PromptMessage(Role.of(json.getString("role")), Template.parse(json.getString("content")));
    }
}
