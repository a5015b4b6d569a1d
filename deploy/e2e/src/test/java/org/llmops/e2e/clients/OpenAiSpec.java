package org.llmops.e2e.clients;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The schemas of the OpenAI API's description. */
final class OpenAiSpec {

    private static final String ID = "https://spec.invalid/openapi.json";
    private static final int MOST_ERRORS = 12;

    private final SchemaRegistry registry;

    private OpenAiSpec(String json) {
        registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(ID, json)));
    }

    static OpenAiSpec read(Path file) throws IOException {
        return new OpenAiSpec(Files.readString(file));
    }

    /** What the schema of that name finds wrong. */
    List<String> errors(String schema, String json) {
        return registry
                .getSchema(SchemaLocation.of(ID + "#/components/schemas/" + schema))
                .validate(json, InputFormat.JSON)
                .stream()
                .map(Error::toString)
                .limit(MOST_ERRORS)
                .toList();
    }
}
