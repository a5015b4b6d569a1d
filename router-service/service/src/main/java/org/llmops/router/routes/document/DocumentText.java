package org.llmops.router.routes.document;

import static org.llmops.router.RouterProblem.ROUTE_INVALID;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A document as text.
 *
 * @param json the members, in the order they were written in
 * @param yaml the very text, comments included; null when it was written in JSON
 */
public record DocumentText(ObjectNode json, @Nullable String yaml) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // Numbers keep the spelling they came with: 0.50 stays 0.50 on its way to a provider.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    /** Aliases stay what they are, plain text: nothing a document says can grow when it is read. */
    private static final ObjectMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // Numbers keep the spelling they came with: 0.50 stays 0.50 on its way to a provider.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Reads what was sent. */
    public static DocumentText read(byte[] bytes, boolean yaml) {
        if (bytes.length > Bounds.BYTES) {
            throw ROUTE_INVALID.because("A document has at most " + Bounds.BYTES + " bytes, not " + bytes.length);
        }
        return new DocumentText(
                object(yaml ? YAML : JSON, bytes, yaml ? "YAML" : "JSON"),
                yaml ? new String(bytes, StandardCharsets.UTF_8) : null);
    }

    /** Reads what was stored. */
    public static DocumentText stored(String json, @Nullable String yaml) {
        return new DocumentText(object(JSON, json.getBytes(StandardCharsets.UTF_8), "JSON"), yaml);
    }

    private static ObjectNode object(ObjectMapper mapper, byte[] bytes, String language) {
        try {
            if (mapper.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException malformed) {
            JsonLocation at = malformed.getLocation();
            throw ROUTE_INVALID.because("The document is no %s: %s%s"
                    .formatted(
                            language,
                            at == null ? "" : "line %d, column %d: ".formatted(at.getLineNr(), at.getColumnNr()),
                            malformed.getOriginalMessage()));
        } catch (IOException malformed) {
            throw ROUTE_INVALID.because("The document is no %s in UTF-8".formatted(language));
        }
        throw ROUTE_INVALID.because("A document is one object with the member `route`, or `targets`");
    }

    /** What it means; a {@link org.llmops.platform.problem.Problem} that names every member at fault when it means nothing. */
    public RouteDocument parse() {
        return new DocumentReader(json).read();
    }

    /** Whether it names this route or model to find questions that are alike. */
    public boolean embedsBy(String name) {
        return json.path("cache").path("semantic").path("embedding").asText().equals(name);
    }

    /** For the database. */
    public String compact() {
        return json.toString();
    }

    /** As YAML: as it was written, if it was. */
    public String asYaml() {
        if (yaml != null) {
            return yaml;
        }
        try {
            return YAML.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A document can be written as YAML", impossible);
        }
    }

    static String compact(JsonNode json) {
        return json.toString();
    }
}
