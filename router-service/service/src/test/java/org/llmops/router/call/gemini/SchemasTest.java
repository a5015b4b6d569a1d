package org.llmops.router.call.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;

class SchemasTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"string\",\"format\":\"email\",\"minLength\":1}|{\"type\":\"string\",\"minLength\":1}",
                "{\"type\":\"string\",\"format\":\"date-time\"}|{\"type\":\"string\",\"format\":\"date-time\"}",
                "{\"type\":[\"string\",\"null\"]}|{\"type\":\"string\",\"nullable\":true}",
                "{\"type\":[\"string\",\"integer\"]}|{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"integer\"}]}",
                "{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"null\"}]}|{\"nullable\":true,\"type\":\"integer\"}",
                "{\"oneOf\":[{\"type\":\"integer\"},{\"type\":\"boolean\"}]}|{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"boolean\"}]}",
                "{\"const\":\"a\"}|{\"type\":\"string\",\"enum\":[\"a\"]}",
                "{\"type\":\"string\",\"enum\":[\"a\",null]}|{\"type\":\"string\",\"nullable\":true,\"enum\":[\"a\"]}",
                "{\"type\":\"integer\",\"enum\":[1,2],\"exclusiveMinimum\":0}|{\"type\":\"integer\"}",
                "{\"type\":\"array\"}|{\"type\":\"array\",\"items\":{\"type\":\"string\"}}",
                "{\"$schema\":\"x\",\"type\":\"object\",\"additionalProperties\":false,\"properties\":{\"$ref\":{\"type\":\"string\"}},\"required\":[\"$ref\"]}|{\"type\":\"object\",\"properties\":{\"$ref\":{\"type\":\"string\"}},\"required\":[\"$ref\"]}",
                "{\"$defs\":{\"P\":{\"type\":\"string\",\"title\":\"P\"}},\"type\":\"object\",\"properties\":{\"p\":{\"$ref\":\"#/$defs/P\",\"description\":\"d\"}}}|{\"type\":\"object\",\"properties\":{\"p\":{\"type\":\"string\",\"title\":\"P\",\"description\":\"d\"}}}",
                "{\"allOf\":[{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"]},{\"properties\":{\"b\":{\"type\":\"string\"}},\"required\":[\"b\"]}]}|{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"string\"}},\"required\":[\"a\",\"b\"]}"
            })
    void keepsWhatGoogleKnows(String schema, String clean) throws Exception {
        assertThat(Schemas.cleaned(Json.tree(Json.utf8(schema)), "p")).isEqualTo(Json.tree(Json.utf8(clean)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"properties\":{\"next\":{\"$ref\":\"#\"}}}",
                "{\"$ref\":\"#/$defs/A\",\"$defs\":{\"A\":{\"$ref\":\"#/$defs/A\"}}}",
                "{\"$ref\":\"#/missing\"}",
                "{\"$ref\":\"https://elsewhere/schema\"}"
            })
    void refusesWhatCannotBeWrittenOut(String schema) {
        assertThatExceptionOfType(BodyMalformed.class)
                .isThrownBy(() -> Schemas.cleaned(Json.tree(Json.utf8(schema)), "response_format"))
                .satisfies(refused -> assertThat(refused.param()).isEqualTo("response_format"));
    }

    /** References that double with every step would fill the memory. */
    @Test
    void endsWhereASchemaUnfoldsWithoutEnd() {
        StringBuilder schema = new StringBuilder("{\"$ref\":\"#/$defs/n0\",\"$defs\":{");
        for (int i = 0; i < 30; i++) {
            schema.append(
                    "\"n%d\":{\"properties\":{\"a\":{\"$ref\":\"#/$defs/n%d\"},\"b\":{\"$ref\":\"#/$defs/n%d\"}}},"
                            .formatted(i, i + 1, i + 1));
        }
        schema.append("\"n30\":{\"type\":\"string\"}}}");

        assertThatExceptionOfType(BodyMalformed.class)
                .isThrownBy(() -> Schemas.cleaned(Json.tree(Json.utf8(schema.toString())), "p"));
    }
}
