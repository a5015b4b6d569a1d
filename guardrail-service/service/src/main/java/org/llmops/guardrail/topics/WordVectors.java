package org.llmops.guardrail.topics;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What words of ordinary text have to do with each other: a vector of small numbers for each of some thousand stems, and
 * how rare it is. A word that is not among them is rare and has no vector.
 */
final class WordVectors {
    private static final int FORMAT = 0x4C4C5631;

    private final String version;
    private final int dimensions;
    private final Map<String, Entry> entries;
    private final Map<String, Known> known = new HashMap<>();
    private final WrittenWords written = new WrittenWords(this);

    /** @param entries each with a vector of so many dimensions */
    WordVectors(String version, int dimensions, Map<String, Entry> entries) {
        this.version = version;
        this.dimensions = dimensions;
        this.entries = new HashMap<>(entries);
        float rarest = 1;
        for (Entry entry : entries.values()) {
            rarest = Math.max(rarest, entry.rarity());
        }
        for (Map.Entry<String, Entry> word : entries.entrySet()) {
            float[] direction = new float[dimensions];
            for (int axis = 0; axis < dimensions; axis++) {
                direction[axis] = word.getValue().vector()[axis];
            }
            Gist.normalise(direction);
            known.put(word.getKey(), new Known(word.getValue().rarity() / rarest, direction));
        }
    }

    /**
     * What it means that a text has a stem.
     *
     * @param rarity from 0 for words in every text to 1 for words that were never met
     * @param direction the stem's vector in length one; empty, if it has none
     */
    @SuppressWarnings("ArrayRecordComponent") // Numbers that are read and never compared.
    record Known(double rarity, float[] direction) {
        static final Known UNMET = new Known(1, new float[0]);
    }

    /**
     * What is kept of a stem.
     *
     * @param rarity the negative logarithm of the share of texts it occurs in
     */
    @SuppressWarnings("ArrayRecordComponent") // Numbers that are read and never compared.
    record Entry(float rarity, byte[] vector) {}

    /** The ones that come with the service. */
    static WordVectors own() {
        return Own.VECTORS;
    }

    static WordVectors read(InputStream stream) throws IOException {
        DataInputStream data = new DataInputStream(new GZIPInputStream(stream));
        if (data.readInt() != FORMAT) {
            throw new IOException("These are no word vectors of this format");
        }
        String version = data.readUTF();
        int dimensions = data.readUnsignedShort();
        int words = data.readInt();
        Map<String, Entry> entries = HashMap.newHashMap(words);
        for (int left = words; left > 0; left--) {
            String stem = data.readUTF();
            float rarity = data.readFloat();
            byte[] vector = new byte[dimensions];
            data.readFully(vector);
            entries.put(stem, new Entry(rarity, vector));
        }
        return new WordVectors(version, dimensions, entries);
    }

    void write(OutputStream stream) throws IOException {
        try (DataOutputStream data = new DataOutputStream(new GZIPOutputStream(stream))) {
            data.writeInt(FORMAT);
            data.writeUTF(version);
            data.writeShort(dimensions);
            data.writeInt(entries.size());
            for (Map.Entry<String, Entry> entry : new TreeMap<>(entries).entrySet()) {
                data.writeUTF(entry.getKey());
                data.writeFloat(entry.getValue().rarity());
                data.write(entry.getValue().vector());
            }
        }
    }

    String version() {
        return version;
    }

    int dimensions() {
        return dimensions;
    }

    int size() {
        return entries.size();
    }

    /** Words as texts have them. */
    WrittenWords written() {
        return written;
    }

    Known known(String stem) {
        return known.getOrDefault(stem, Known.UNMET);
    }

    /** Read when somebody first needs them. */
    private static final class Own {
        static final WordVectors VECTORS = load();

        private static WordVectors load() {
            String path = "/topics/words.vectors";
            try (InputStream file = WordVectors.class.getResourceAsStream(path)) {
                return read(Objects.requireNonNull(file, path));
            } catch (IOException damaged) {
                throw new UncheckedIOException(path + " cannot be read", damaged);
            }
        }
    }
}
