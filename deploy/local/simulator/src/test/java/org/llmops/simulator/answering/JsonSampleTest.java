package org.llmops.simulator.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSampleTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"type": "string"}                                                  | "text"
            {"type": "string", "maxLength": 2}                                  | "te"
            {"type": "string", "minLength": 6}                                  | "textxx"
            {"type": "string", "format": "date"}                                | "2025-01-01"
            {"enum": ["b", "a"]}                                                | "b"
            {"const": 7}                                                        | 7
            {"type": "integer"}                                                 | 1
            {"type": "integer", "minimum": 2.5}                                 | 3
            {"type": "integer", "maximum": -4}                                  | -4
            {"type": "integer", "minimum": 10, "multipleOf": 7}                 | 14
            {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1}    | 0.5
            {"type": "number", "exclusiveMinimum": 3}                           | 4.0
            {"type": "boolean"}                                                 | true
            {"type": "null"}                                                    | null
            {"type": ["null", "boolean"]}                                       | true
            {"type": "array", "items": {"type": "integer"}}                     | [1]
            {"type": "array", "items": {"type": "integer"}, "minItems": 3}      | [1,1,1]
            {"type": "array", "items": {"type": "integer"}, "maxItems": 0}      | []
            {"anyOf": [{"type": "null"}, {"type": "boolean"}]}                  | true
            {"properties": {"a": {"type": "boolean"}}}                          | {"a":true}
            {"$ref": "#/$defs/x", "$defs": {"x": {"const": 1}}}                 | 1
            {"allOf": [{"$ref": "#/$defs/x"}], "$defs": {"x": {"type": "null"}}} | null
            """)
    void a_value_fits_its_schema(String schema, String value) {
        assertThat(Json.encode(JsonSample.of(new JsonObject(schema), "text"))).isEqualTo(value);
    }

    @Test
    void a_recursive_schema_comes_to_an_end() {
        JsonObject tree = new JsonObject("""
                {"type": "object", "required": ["name"], "properties": {
                    "name": {"type": "string"}, "children": {"type": "array", "items": {"$ref": "#"}}}}""");
        Object sample = JsonSample.of(tree, "leaf");
        assertThat(Json.encode(sample))
                .isEqualTo("{\"name\":\"leaf\",\"children\":[{\"name\":\"leaf\",\"children\":[{\"name\":\"leaf\"}]}]}");
    }

    @Test
    void a_schema_that_is_nonsense_still_gets_a_value() {
        JsonObject nonsense = new JsonObject("""
                {"type": "object", "properties": {"a": {"type": "array", "items": 3, "minItems": "x"}, "b": 1}}""");
        assertThat(Json.encode(JsonSample.of(nonsense, "text"))).isEqualTo("{\"a\":[\"text\"]}");
    }
}
