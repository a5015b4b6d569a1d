package org.llmops.router.exchange;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.llmops.router.wire.WireFormat;

/** The provider's answer before any placeholder was restored, kept for the record and the cache. */
public final class KeptAnswer {
    private static final Logger LOG = Logger.getLogger(KeptAnswer.class);
    private static final byte[] NOTHING = {};
    /** Chunks repeat their envelope: this much of them holds far more text than a record may. */
    private static final int MAX_CHUNK_BYTES = 16 << 20;
    /** Some dozens of chunks: to take them to another thread would take longer than to put them together. */
    private static final int SHORT_BYTES = 16 << 10;

    private final List<byte[]> chunks = new ArrayList<>();
    private final WireFormat format;
    private byte[] whole = NOTHING;
    private int chunkBytes;
    private boolean cut;

    public KeptAnswer(WireFormat format) {
        this.format = format;
    }

    /** Keeps an answer that came in one piece. */
    public void whole(byte[] json) {
        whole = json;
    }

    /** Keeps the next chunk. */
    public void chunk(byte[] json) {
        cut |= chunkBytes + json.length > MAX_CHUNK_BYTES;
        if (!cut) {
            chunks.add(json);
            chunkBytes += json.length;
        }
    }

    /** Not everything could be kept. */
    public boolean isCut() {
        return cut;
    }

    /** It has to be put together first, which takes time. */
    public boolean isInManyPieces() {
        return whole.length == 0 && chunkBytes > SHORT_BYTES;
    }

    /** One JSON document in the client's format; empty when there was no answer. */
    public byte[] json() {
        if (whole.length == 0 && !chunks.isEmpty()) {
            try {
                whole = format.whole(chunks);
            } catch (IOException | RuntimeException senseless) {
                // What a call took is worth more than what it said: it must not go unrecorded over a provider's chunks.
                LOG.error("The chunks of an answer cannot be put together: it is recorded without", senseless);
                chunks.clear();
                cut = true;
            }
        }
        return whole;
    }
}
