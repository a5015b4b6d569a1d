package org.llmops.guardrail;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
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
        mapper.registerModule(new SimpleModule("whole text")
                .addDeserializer(String.class, new Values())
                .addKeyDeserializer(String.class, new Keys()));
    }

    /** At which {@code char} the first half of a pair stands alone, or -1. */
    public static int firstHalf(String text) {
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (!Character.isSurrogate(unit)) {
                continue;
            }
            boolean pair = Character.isHighSurrogate(unit)
                    && index + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(index + 1));
            if (!pair) {
                return index;
            }
            index++;
        }
        return -1;
    }

    /** Whether no text in it, nor any name, holds half of a pair. */
    public static boolean isWhole(JsonNode node) {
        if (node.isTextual()) {
            return firstHalf(node.asText()) < 0;
        }
        return node.propertyStream().allMatch(field -> firstHalf(field.getKey()) < 0 && isWhole(field.getValue()))
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

    /** What is wrong, and how to mend it. */
    public static String fix(int firstHalf) {
        return "Half of a surrogate pair stands at UTF-16 unit " + firstHalf + ": send whole characters";
    }

    private static String check(String text) {
        int half = firstHalf(text);
        if (half >= 0) {
            throw RequestProblem.FIELD_INVALID.because(fix(half));
        }
        return text;
    }

    /** Reads what a field holds. */
    private static final class Values extends StdScalarDeserializer<String> {
        private static final long serialVersionUID = 1L;

        Values() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return check(StringDeserializer.instance.deserialize(parser, context));
        }
    }

    /** Reads what a field is called, where callers may call it something. */
    private static final class Keys extends KeyDeserializer {
        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return check(key);
        }
    }
}
