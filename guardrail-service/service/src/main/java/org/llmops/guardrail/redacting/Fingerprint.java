package org.llmops.guardrail.redacting;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.policies.PolicyRef;

/** Tells texts apart without keeping them: 256 bits under a key that is made with the process and never leaves it. */
record Fingerprint(long first, long second, long third, long fourth) {
    static Fingerprint of(PolicyRef policy, Call call, Source source, String rails, String text) {
        Mac mac = ProcessSecret.mac();
        add(mac, call.workspace().value());
        add(mac, policy.name().value());
        add(mac, String.valueOf(policy.version()));
        add(mac, call.direction().name());
        add(mac, source.name());
        add(mac, rails);
        add(mac, text);
        return of(mac);
    }

    /** The same text in certain company. */
    Fingerprint with(Call call, boolean lookedAround, boolean lookedAtAttributes) {
        Mac mac = ProcessSecret.mac();
        mac.update(ByteBuffer.allocate(4 * Long.BYTES)
                .putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth)
                .flip());
        add(mac, lookedAround + " " + lookedAtAttributes);
        if (lookedAround) {
            call.around().forEach(other -> {
                add(mac, other.source().name());
                add(mac, other.text());
            });
        }
        if (lookedAtAttributes) {
            Map<String, String> attributes = new TreeMap<>(call.attributes());
            // Every call has its own, which says nothing about its texts.
            attributes.remove(Call.ID);
            attributes.forEach((name, value) -> {
                add(mac, name);
                add(mac, value);
            });
        }
        return of(mac);
    }

    /** With its length, so that no two lists of parts look alike. */
    private static void add(Mac mac, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        mac.update(bytes);
    }

    private static Fingerprint of(Mac mac) {
        ByteBuffer bytes = ByteBuffer.wrap(mac.doFinal());
        return new Fingerprint(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }
}
