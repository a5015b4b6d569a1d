package org.llmops.guardrail.policies;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stores rails as JSON, in their order. What a row of an earlier day does not say has the default of that day. */
@Converter
class RailsColumn implements AttributeConverter<List<Rail>, String> {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ID = "id";
    private static final String DETECTOR = "detector";
    private static final String PARAMETERS = "parameters";
    private static final String DIRECTIONS = "directions";
    private static final String ACTION = "action";
    private static final String ACTION_PARAMETERS = "action_parameters";
    private static final String MODE = "mode";
    private static final String SCOPE = "scope";
    private static final String MIN_SCORE = "min_score";
    private static final String ON_FAILURE = "on_failure";
    private static final String ASK_JUDGE = "ask_judge";

    /** What rows had before rails had parameters. */
    private static final String PHONE_REGIONS = "phone_regions";

    @Override
    public String convertToDatabaseColumn(List<Rail> rails) {
        JsonArray column = new JsonArray();
        rails.forEach(rail -> column.add(json(rail)));
        return column.encode();
    }

    @Override
    public List<Rail> convertToEntityAttribute(String column) {
        return new JsonArray(column)
                .stream().map(JsonObject.class::cast).map(RailsColumn::rail).toList();
    }

    private static JsonObject json(Rail rail) {
        JsonObject json = new JsonObject()
                .put(ID, rail.id())
                .put(DETECTOR, rail.detector())
                .put(PARAMETERS, new JsonObject(rail.parameters().toString()))
                .put(DIRECTIONS, names(rail.directions()))
                .put(ACTION, rail.action().name())
                .put(ACTION_PARAMETERS, new JsonObject(rail.actionParameters().toString()))
                .put(MODE, rail.mode().name())
                .put(SCOPE, names(rail.scope()))
                .put(MIN_SCORE, rail.minScore());
        JsonObject onFailure = new JsonObject();
        rail.onFailure().forEach((direction, mode) -> onFailure.put(direction.name(), mode.name()));
        json.put(ON_FAILURE, onFailure);
        AskJudge judge = rail.askJudge();
        if (judge != null) {
            json.put(
                    ASK_JUDGE,
                    new JsonObject()
                            .put("rail", judge.rail())
                            .put("low", judge.low())
                            .put("high", judge.high()));
        }
        return json;
    }

    private static Rail rail(JsonObject json) {
        return new Rail(
                json.getString(ID),
                json.getString(DETECTOR),
                json.containsKey(PHONE_REGIONS) ? phone(json) : node(json.getJsonObject(PARAMETERS)),
                values(json.getJsonArray(DIRECTIONS), Direction::valueOf),
                Action.valueOf(json.getString(ACTION)),
                node(json.getJsonObject(ACTION_PARAMETERS)),
                RailMode.valueOf(json.getString(MODE, RailMode.ENFORCE.name())),
                json.containsKey(SCOPE) ? values(json.getJsonArray(SCOPE), Scope::valueOf) : Rail.EVERYWHERE,
                json.getDouble(MIN_SCORE, 0.0),
                onFailure(json.getJsonObject(ON_FAILURE, new JsonObject())),
                askJudge(json.getJsonObject(ASK_JUDGE)));
    }

    private static ObjectNode phone(JsonObject json) {
        return json.getString(DETECTOR).equals("phone")
                ? node(new JsonObject().put("default_regions", json.getJsonArray(PHONE_REGIONS)))
                : JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode node(@Nullable JsonObject json) {
        if (json == null) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            return (ObjectNode) MAPPER.readTree(json.encode());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A row holds something that is no JSON", impossible);
        }
    }

    private static JsonArray names(Collection<? extends Enum<?>> values) {
        return new JsonArray(values.stream().map(Enum::name).sorted().toList());
    }

    private static <E> Set<E> values(JsonArray names, Function<String, E> value) {
        return names.stream().map(name -> value.apply((String) name)).collect(Collectors.toSet());
    }

    private static Map<Direction, FailMode> onFailure(JsonObject json) {
        Map<Direction, FailMode> modes = new EnumMap<>(Direction.class);
        Arrays.stream(Direction.values())
                .filter(direction -> json.containsKey(direction.name()))
                .forEach(direction -> modes.put(direction, FailMode.valueOf(json.getString(direction.name()))));
        return modes;
    }

    private static @Nullable AskJudge askJudge(@Nullable JsonObject json) {
        return json == null
                ? null
                : new AskJudge(json.getString("rail"), json.getDouble("low"), json.getDouble("high"));
    }
}
