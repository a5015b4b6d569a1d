package org.llmops.simulator.anthropic;

import static org.llmops.simulator.anthropic.AnthropicDialect.ANTHROPIC;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.llmops.simulator.serving.Fields;

/** What proves that a thought was this model's: a thought that comes back changed, or without it, is refused. */
final class Signature {

    private Signature() {}

    static String of(String thought) {
        byte[] signed = ("simulator:" + thought).getBytes(StandardCharsets.UTF_8);
        byte[] signature = UUID.nameUUIDFromBytes(signed).toString().getBytes(StandardCharsets.US_ASCII);
        return Base64.getEncoder().encodeToString(signature);
    }

    static void check(Fields block) {
        String thought = block.requiredText("thinking");
        if (!of(thought).equals(block.requiredText("signature"))) {
            throw ANTHROPIC.invalid(block.path("signature"), "Invalid `signature` in `thinking` block");
        }
    }
}
