package org.llmops.cost;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.llmops.platform.problem.RequestProblem;

/** Refuses what PostgreSQL has no characters for, where it is read: there is its field still known. */
@Singleton
public class StorableText implements ObjectMapperCustomizer {
    public static final String HINT = "A text holds neither U+0000 nor half a surrogate pair: leave it out";

    private static final char NUL = '\0';

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(new SimpleModule("storable text")
                .addDeserializer(String.class, new Values())
                .addKeyDeserializer(String.class, new Keys()));
    }

    /** Whether it can be written down as it is. */
    public static boolean isStorable(String text) {
        for (int at = 0; at < text.length(); at++) {
            char found = text.charAt(at);
            boolean pair = Character.isHighSurrogate(found)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1));
            if (found == NUL || (Character.isSurrogate(found) && !pair)) {
                return false;
            }
            at += pair ? 1 : 0;
        }
        return true;
    }

    private static String check(String text) {
        if (!isStorable(text)) {
            throw RequestProblem.FIELD_INVALID.because(HINT);
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
