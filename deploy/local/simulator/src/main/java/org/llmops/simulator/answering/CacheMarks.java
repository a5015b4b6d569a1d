package org.llmops.simulator.answering;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads a prompt from its beginning and notes the places up to which its author wants it kept in the cache. */
public final class CacheMarks {

    private final MessageDigest digest = sha256();
    private final List<Mark> marks = new ArrayList<>();
    private int tokens;

    /**
     * A beginning of a prompt that is to be kept.
     *
     * @param prefix the same for the same beginnings
     * @param tokens how long it is
     * @param hour whether for an hour instead of five minutes
     */
    record Mark(String prefix, int tokens, boolean hour) {}

    /** One more block of the prompt. */
    public void read(JsonObject block) {
        JsonObject content = block.copy();
        content.remove("cache_control");
        String text = content.encode();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        tokens += Tokens.count(text);
    }

    /** What was read so far is to be kept. */
    public void keep(boolean hour) {
        marks.add(new Mark(HexFormat.of().formatHex(copy().digest()), tokens, hour));
    }

    List<Mark> marks() {
        return List.copyOf(marks);
    }

    private MessageDigest copy() {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
