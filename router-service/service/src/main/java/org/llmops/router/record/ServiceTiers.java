package org.llmops.router.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Finds the service tier in requests and answers: a member {@code service_tier} of the document, or of its {@code usage}
 * as Anthropic has it. Only documents that hold the word are read, and none beyond its bound.
 */
final class ServiceTiers {
    private static final String MEMBER = "service_tier";
    private static final byte[] QUOTED = ("\"" + MEMBER + "\"").getBytes(StandardCharsets.UTF_8);
    private static final int MAX_BYTES = 256 << 10;
    private static final int LONGEST = 32;
    private static final JsonFactory JSON = new JsonFactory();

    private ServiceTiers() {}

    /** What the provider says, else what was asked for; empty when neither tells. */
    static String of(byte[] answer, byte[] request) {
        return in(answer).or(() -> in(request)).orElse("");
    }

    private static Optional<String> in(byte[] document) {
        if (document.length > MAX_BYTES || !holdsTheWord(document)) {
            return Optional.empty();
        }
        try (JsonParser parser = JSON.createParser(document)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? inObject(parser, true) : Optional.empty();
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<String> inObject(JsonParser parser, boolean outermost) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals(MEMBER) && value == JsonToken.VALUE_STRING && parser.getTextLength() <= LONGEST) {
                return Optional.of(parser.getText());
            }
            if (outermost && name.equals("usage") && value == JsonToken.START_OBJECT) {
                Optional<String> found = inObject(parser, false);
                if (found.isPresent()) {
                    return found;
                }
            } else {
                parser.skipChildren();
            }
        }
        return Optional.empty();
    }

    private static boolean holdsTheWord(byte[] document) {
        int last = document.length - QUOTED.length;
        for (int at = 0; at <= last; at++) {
            if (document[at] == '"' && startsAt(document, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsAt(byte[] document, int at) {
        for (int each = 1; each < QUOTED.length; each++) {
            if (document[at + each] != QUOTED[each]) {
                return false;
            }
        }
        return true;
    }
}
