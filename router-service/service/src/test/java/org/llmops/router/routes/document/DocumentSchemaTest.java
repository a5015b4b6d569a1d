package org.llmops.router.routes.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.platform.problem.Problem;
import org.llmops.router.decision.RandomDocuments;

/** The published schema and the reader say the same about documents. */
class DocumentSchemaTest {
    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(new String(DocumentSchema.json(), StandardCharsets.UTF_8), InputFormat.JSON);

    @Test
    void takesWhatTheReaderTakes() {
        RandomDocuments documents = new RandomDocuments(7);
        for (int i = 0; i < 300; i++) {
            String document = documents.next();

            DocumentText.read(document.getBytes(StandardCharsets.UTF_8), false).parse();
            assertThat(schema.validate(document, InputFormat.JSON)).as(document).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"targets\":[{\"provider\":\"p\",\"model\":\"m\",\"timeout_ms\":5}],\"cache\":{\"ttl_seconds\":5}}",
                "{\"format\":1,\"route\":{\"target\":{\"provider\":\"p\",\"model\":\"m\",\"timeouts\":{\"idle_ms\":3},\"params\":{\"top_p\":1}}}}",
                "{\"route\":{\"target\":{\"provider\":\"p\",\"model\":\"m\"}},\"cache\":{\"ttl_seconds\":1,\"semantic\":{\"embedding\":\"route:e\"}},\"description\":\"d\"}"
            })
    void takesTheSimpleAndTheTuned(String document) {
        DocumentText.read(document.getBytes(StandardCharsets.UTF_8), false).parse();
        assertThat(schema.validate(document, InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"targets\":[]}",
                "{\"targets\":[{\"provider\":\"p\"}]}",
                "{\"route\":{}}",
                "{\"route\":{\"loop\":{}}}",
                "{\"route\":{\"target\":{\"provider\":\"p\",\"model\":\"m\"},\"when\":{}}}",
                "{\"route\":{\"target\":{\"provider\":\"p\",\"model\":\"m\",\"params\":{\"stream\":true}}}}",
                "{\"route\":{\"target\":{\"provider\":\"p\",\"model\":\"m\",\"timeout_ms\":1,\"timeouts\":{}}}}",
                "{\"route\":{\"weighted\":{\"children\":[{\"weight\":0,\"target\":{\"provider\":\"p\",\"model\":\"m\"}}]}}}",
                "{\"route\":{\"weighted\":{\"children\":[{\"weight\":1}]}}}",
                "{\"route\":{\"fallback\":{\"children\":[{\"target\":{\"provider\":\"p\",\"model\":\"m\"}}],\"on\":[\"never\"]}}}",
                "{\"route\":{\"when\":{\"cases\":[{\"if\":\" \",\"then\":{\"target\":{\"provider\":\"p\",\"model\":\"m\"}}}]}}}",
                "{\"route\":{\"shadow\":{\"percent\":0,\"target\":{\"provider\":\"p\",\"model\":\"m\"},\"primary\":{\"target\":{\"provider\":\"p\",\"model\":\"n\"}}}}}",
                "{\"route\":{\"target\":{\"provider\":\"p\",\"model\":\"m\"}},\"cache\":{}}",
                "{\"route\":{\"target\":{\"provider\":\"p\",\"model\":\"m\"}},\"format\":2}"
            })
    void refusesWhatTheReaderRefuses(String document) {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> DocumentText.read(document.getBytes(StandardCharsets.UTF_8), false)
                                .parse()))
                .isInstanceOf(Problem.class);
        assertThat(schema.validate(document, InputFormat.JSON)).isNotEmpty();
    }
}
