package org.llmops.router.route;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.llmops.router.body.Member;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.Span;
import org.llmops.router.providers.Capability;

/** What a request needs a model to be able to do beyond text, seen from the request alone, in whatever format it is. */
final class Needs {
    private static final byte[] SCHEMA = bytes("json_schema");
    private static final byte[] AUDIO = bytes("audio");
    private static final byte[] IMAGE = bytes("image");
    private static final List<String> TOOLS = List.of("tools", "functions");
    private static final List<String> FORMATS = List.of("response_format", "text", "output_format", "output_config");
    /** Far enough to see the member's name before a value, and its type within. */
    private static final int NEAR = 64;

    private Needs() {}

    static Set<Capability> of(RequestBody body) {
        Set<Capability> needs = EnumSet.noneOf(Capability.class);
        for (String name : TOOLS) {
            Member tools = body.members().get(name);
            // "[]" and "null" are no tools.
            if (tools != null && tools.value().bytes() > 4) {
                needs.add(Capability.TOOLS);
            }
        }
        for (String name : FORMATS) {
            Member format = body.members().get(name);
            if (format != null
                    && has(body.bytes(), format.value().start(), format.value().end(), SCHEMA)) {
                needs.add(Capability.JSON_SCHEMA);
            }
        }
        for (Span media : body.media()) {
            int from = Math.max(0, media.start() - NEAR);
            int to = Math.min(media.end(), media.start() + NEAR);
            if (has(body.bytes(), from, to, AUDIO)) {
                needs.add(Capability.AUDIO);
            } else if (has(body.bytes(), from, to, IMAGE)) {
                needs.add(Capability.VISION);
            }
        }
        return needs;
    }

    private static boolean has(byte[] bytes, int from, int to, byte[] word) {
        outer:
        for (int at = from; at <= to - word.length; at++) {
            for (int i = 0; i < word.length; i++) {
                if (bytes[at + i] != word[i]) {
                    continue outer;
                }
            }
            return true;
        }
        return false;
    }

    private static byte[] bytes(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }
}
