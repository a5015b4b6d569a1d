package org.llmops.platform.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** Checks texts where they are read from JSON: there their field is still known. */
public final class CheckedTexts {
    private CheckedTexts() {}

    /** @param check passes a text on, or throws; asked about values, and about names where callers may choose them */
    public static Module module(String name, UnaryOperator<String> check) {
        return new SimpleModule(name)
                .addDeserializer(String.class, new Values(check))
                .addKeyDeserializer(String.class, new Names(check));
    }

    private static final class Values extends StdScalarDeserializer<String> {
        private static final long serialVersionUID = 1L;

        private final transient UnaryOperator<String> check;

        Values(UnaryOperator<String> check) {
            super(String.class);
            this.check = check;
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return check.apply(StringDeserializer.instance.deserialize(parser, context));
        }
    }

    private static final class Names extends KeyDeserializer {
        private final UnaryOperator<String> check;

        Names(UnaryOperator<String> check) {
            this.check = check;
        }

        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return check.apply(key);
        }
    }
}
