package org.llmops.guardrail.naming;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What is known of single words, compared without case and accents: {@code words.txt} and {@code clues.txt}. Words are kept
 * as 32-bit fingerprints only, so one unknown word in some hundred thousand passes for a known one.
 */
public final class Gazetteer {
    /** A given name; one that several lists hold. */
    static final int GIVEN = 1;

    static final int FREQUENT_GIVEN = 2;

    /** A family name; one that several lists hold. */
    static final int SURNAME = 4;

    static final int FREQUENT_SURNAME = 8;

    static final int CITY = 16;

    /** A country, region, language, day or month. */
    static final int PLACE = 32;

    /** An ordinary word of some language. */
    static final int ORDINARY = 64;

    static final int TITLE = 128;

    /** What stands inside family names, such as van. */
    static final int PARTICLE = 256;

    /** What stands in the names of companies and authorities. */
    static final int COMPANY = 512;

    /** A word for street. */
    static final int STREET = 1024;

    private static final String LETTERS = "gGsScpwtaor";
    private static final Gazetteer KNOWN = new Gazetteer("words.txt", "clues.txt");

    private static final int NAME_BITS = 20;

    /** A bit for so many of the highest bits of each hash of a name that is no ordinary word: most words are told by it. */
    private final long[] names = new long[1 << NAME_BITS - 6];

    /** The same for each {@link Folding#outline} of such a name, if it is long enough to begin a row in small letters. */
    private final long[] outlines = new long[1 << NAME_BITS - 6];

    private int[] fingerprints = new int[1 << 12];
    private short[] classes = new short[1 << 12];
    private int count;

    private Gazetteer(String... resources) {
        List<String> named = new ArrayList<>();
        for (String resource : resources) {
            read(resource, named);
        }
        for (String word : named) {
            int outline =
                    word.codePointCount(0, word.length()) < Chain.MIN_SMALL ? Folding.NONE : Folding.outline(word);
            if (outline != Folding.NONE && (classes[slot(Folding.hash(word))] & ORDINARY) == 0) {
                note(outline, outlines);
            }
        }
        for (int slot = 0; slot < fingerprints.length; slot++) {
            if ((classes[slot] & (GIVEN | SURNAME)) != 0 && (classes[slot] & ORDINARY) == 0) {
                note(fingerprints[slot], names);
            }
        }
    }

    /** Whether a word is, or is part of, the name of a larger city; the word as it is written. */
    public static boolean isCity(String word) {
        return (classes(Folding.hash(word)) & CITY) != 0;
    }

    /** Whether a word names, or is part of the name of, a country, region, language, day or month. */
    public static boolean isPlace(String word) {
        return (classes(Folding.hash(word)) & PLACE) != 0;
    }

    /** Whether lists hold a word as a given name. */
    public static boolean isGivenName(String word) {
        return (classes(Folding.hash(word)) & GIVEN) != 0;
    }

    /** Whether a word is known as an ordinary one. */
    public static boolean isOrdinary(String word) {
        return (classes(Folding.hash(word)) & ORDINARY) != 0;
    }

    /** What the word with this hash is; 0 when it is unknown. */
    static int classes(int hash) {
        int slot = KNOWN.slot(hash);
        return KNOWN.fingerprints[slot] == hash ? KNOWN.classes[slot] : 0;
    }

    /** Whether the word with this hash may be a name and no ordinary word; tells in little memory that most are none. */
    static boolean mayBeName(int hash) {
        return isNoted(hash, KNOWN.names);
    }

    /** The same of a word with this outline. */
    static boolean mayBeOutlined(int outline) {
        return isNoted(outline, KNOWN.outlines);
    }

    private static void note(int hash, long[] hashes) {
        int bit = hash >>> Integer.SIZE - NAME_BITS;
        hashes[bit >> 6] |= 1L << bit;
    }

    private static boolean isNoted(int hash, long[] hashes) {
        int bit = hash >>> Integer.SIZE - NAME_BITS;
        return (hashes[bit >> 6] >>> bit & 1) != 0;
    }

    static int bits(String letters) {
        int bits = 0;
        for (int index = 0; index < letters.length(); index++) {
            int letter = LETTERS.indexOf(letters.charAt(index));
            if (letter < 0) {
                throw new IllegalArgumentException("No class of words is called " + letters.charAt(index));
            }
            bits |= 1 << letter;
        }
        return bits;
    }

    private void read(String resource, List<String> named) {
        try (InputStream file = Objects.requireNonNull(Gazetteer.class.getResourceAsStream(resource))) {
            String all = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : all.split("\n")) {
                int tab = line.indexOf('\t');
                if (line.startsWith("#") || tab < 0) {
                    continue;
                }
                int bits = bits(line.substring(0, tab));
                for (String word : line.substring(tab + 1).split(" ")) {
                    add(Folding.hash(word), bits);
                    if ((bits & (GIVEN | SURNAME)) != 0) {
                        named.add(word);
                    }
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void add(int hash, int bits) {
        if (2 * count >= fingerprints.length) {
            grow();
        }
        int slot = slot(hash);
        count += fingerprints[slot] == 0 ? 1 : 0;
        fingerprints[slot] = hash;
        classes[slot] |= (short) bits;
    }

    private void grow() {
        int[] oldFingerprints = fingerprints;
        short[] oldClasses = classes;
        fingerprints = new int[2 * oldFingerprints.length];
        classes = new short[fingerprints.length];
        for (int old = 0; old < oldFingerprints.length; old++) {
            if (oldFingerprints[old] != 0) {
                int slot = slot(oldFingerprints[old]);
                fingerprints[slot] = oldFingerprints[old];
                classes[slot] = oldClasses[old];
            }
        }
    }

    /** Where a fingerprint is, or would be. */
    private int slot(int hash) {
        int mask = fingerprints.length - 1;
        int slot = (hash ^ hash >>> 15) & mask;
        while (fingerprints[slot] != 0 && fingerprints[slot] != hash) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
