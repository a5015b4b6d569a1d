package org.llmops.simulator.openai;

import static org.llmops.simulator.openai.OpenAiDialect.OPENAI;

import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.simulator.answering.Embedding;
import org.llmops.simulator.answering.Tokens;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.JsonType;

/** One thing to embed: a text, or the tokens of one. */
sealed interface EmbeddingInput {

    /** As written. */
    record Text(String text) implements EmbeddingInput {}

    /** As token numbers. */
    record TokenIds(int[] ids) implements EmbeddingInput {}

    int MOST_INPUTS = 2_048;

    /** A string, an array of strings, an array of tokens, or an array of arrays of tokens. */
    static List<EmbeddingInput> read(Fields body) {
        List<EmbeddingInput> inputs = switch (body.value("input")) {
            case String text -> List.of(new Text(text));
            case JsonArray array
            when JsonType.of(first(array)) == JsonType.INTEGER -> List.of(new TokenIds(ids("input", array)));
            case JsonArray array -> each(array);
            case null -> throw OPENAI.missing("input");
            case Object other -> throw OPENAI.mistyped("input", JsonType.STRING, other);
        };
        if (inputs.isEmpty()) {
            throw OPENAI.emptyArray("input");
        }
        if (inputs.size() > MOST_INPUTS || inputs.stream().anyMatch(input -> input.tokens() == 0)) {
            throw OPENAI.invalid("input", "It must hold 1 to " + MOST_INPUTS + " inputs, none of them empty.");
        }
        return inputs;
    }

    private static List<EmbeddingInput> each(JsonArray array) {
        List<EmbeddingInput> inputs = new ArrayList<>();
        for (int index = 0; index < array.size(); index++) {
            String path = OPENAI.element("input", index);
            inputs.add(
                    switch (array.getValue(index)) {
                        case String text -> new Text(text);
                        case JsonArray tokens -> new TokenIds(ids(path, tokens));
                        case null -> throw OPENAI.mistyped(path, JsonType.STRING, null);
                        case Object other -> throw OPENAI.mistyped(path, JsonType.STRING, other);
                    });
        }
        return inputs;
    }

    private static int[] ids(String path, JsonArray tokens) {
        int[] ids = new int[tokens.size()];
        for (int index = 0; index < ids.length; index++) {
            if (!(tokens.getValue(index) instanceof Integer id)) {
                throw OPENAI.mistyped(OPENAI.element(path, index), JsonType.INTEGER, tokens.getValue(index));
            }
            ids[index] = id;
        }
        return ids;
    }

    private static @Nullable Object first(JsonArray array) {
        return array.isEmpty() ? null : array.getValue(0);
    }

    default int tokens() {
        return switch (this) {
            case Text(String text) -> Tokens.count(text);
            case TokenIds(int[] ids) -> ids.length;
        };
    }

    default Embedding embedded(int dimensions) {
        return switch (this) {
            case Text(String text) -> Embedding.ofText(text, dimensions);
            case TokenIds(int[] ids) -> Embedding.ofTokens(ids, dimensions);
        };
    }
}
