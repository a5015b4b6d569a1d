package org.llmops.guardrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import org.llmops.platform.json.CheckedTexts;
import org.llmops.platform.json.SurrogatePairs;
import org.llmops.platform.problem.ProblemType;
import org.llmops.platform.problem.RequestProblem;

/**
 * Refuses text with half of a surrogate pair where it is read, and its field still known: JSON can write it, but no model
 * is ever sent it as it stands, so that nobody could say what was looked at, or looked for.
 */
@Singleton
public class WholeText implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(CheckedTexts.module("whole text", WholeText::check));
    }

    /** Whether no text in it, nor any name, holds half of a pair. */
    public static boolean isWhole(JsonNode node) {
        if (node.isTextual()) {
            return SurrogatePairs.firstHalf(node.asText()) < 0;
        }
        return node.propertyStream()
                        .allMatch(field -> SurrogatePairs.firstHalf(field.getKey()) < 0 && isWhole(field.getValue()))
                && (node.isObject() || node.valueStream().allMatch(WholeText::isWhole));
    }

    /** Text as it was sent, in UTF-8. Fails with the refusal when it is not, and never mends it. */
    public static String read(byte[] sent, ProblemType refusal) {
        ByteBuffer bytes = ByteBuffer.wrap(sent);
        // Its two actions are to report, unless somebody says otherwise.
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        try {
            return decoder.decode(bytes).toString();
        } catch (CharacterCodingException broken) {
            throw refusal.at("body", "No UTF-8 at byte " + bytes.position() + ", counted from 0: send it in UTF-8");
        }
    }

    private static String check(String text) {
        int half = SurrogatePairs.firstHalf(text);
        if (half >= 0) {
            throw RequestProblem.FIELD_INVALID.because(
                    "Half of a surrogate pair stands at UTF-16 unit " + half + ": send whole characters");
        }
        return text;
    }
}
