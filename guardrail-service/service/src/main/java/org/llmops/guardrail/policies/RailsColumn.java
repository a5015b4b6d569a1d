package org.llmops.guardrail.policies;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;
import java.util.stream.Collectors;
import org.llmops.guardrail.detecting.DetectorKind;

/** Stores rails as JSON, in their order. */
@Converter
class RailsColumn implements AttributeConverter<List<Rail>, String> {
    private static final String ID = "id";
    private static final String DETECTOR = "detector";
    private static final String DIRECTIONS = "directions";
    private static final String ACTION = "action";
    private static final String PHONE_REGIONS = "phone_regions";

    @Override
    public String convertToDatabaseColumn(List<Rail> rails) {
        JsonArray column = new JsonArray();
        rails.forEach(rail -> column.add(new JsonObject()
                .put(ID, rail.id())
                .put(DETECTOR, rail.detector().wireName())
                .put(
                        DIRECTIONS,
                        new JsonArray(rail.directions().stream()
                                .map(Enum::name)
                                .sorted()
                                .toList()))
                .put(ACTION, rail.action().name())
                .put(PHONE_REGIONS, new JsonArray(rail.phoneRegions()))));
        return column.encode();
    }

    @Override
    public List<Rail> convertToEntityAttribute(String column) {
        return new JsonArray(column)
                .stream().map(JsonObject.class::cast).map(RailsColumn::rail).toList();
    }

    private static Rail rail(JsonObject json) {
        return new Rail(
                json.getString(ID),
                DetectorKind.of(json.getString(DETECTOR)),
                json.getJsonArray(DIRECTIONS).stream()
                        .map(direction -> Direction.valueOf((String) direction))
                        .collect(Collectors.toSet()),
                Verdict.valueOf(json.getString(ACTION)),
                json.getJsonArray(PHONE_REGIONS).stream()
                        .map(String.class::cast)
                        .toList());
    }
}
