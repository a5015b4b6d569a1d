package org.llmops.guardrail.normalising;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text as it is meant: compatibility forms, look-alike letters and invisible characters are resolved, upper and lower
 * case are kept. Further readings of it are made when somebody asks for them; all of them know which code points of the
 * original each of their characters came from.
 */
public final class NormalisedText {
    /** The encoding of what nobody encoded. */
    public static final String PLAIN = "";

    /** A text has at most so many readings. */
    public static final int MAX_READINGS = 24;

    private final Mapped folded;
    private final String encoding;
    private final int depth;
    private final List<NormalisedText> hidden;
    private @Nullable Glance glance;
    private @Nullable List<NormalisedText> decoded;
    private @Nullable NormalisedText leet;
    private @Nullable List<NormalisedText> readings;

    NormalisedText(Mapped folded, String encoding, int depth, List<NormalisedText> hidden, @Nullable Glance glance) {
        this.folded = folded;
        this.encoding = encoding;
        this.depth = depth;
        this.hidden = hidden;
        this.glance = glance;
    }

    public String text() {
        return folded.text();
    }

    /** The code point of the original at which a range begins that begins at this character. */
    public int start(int charIndex) {
        return folded.map().start(charIndex);
    }

    /** The code point of the original before which a range ends that ends before this character. */
    public int end(int charIndex) {
        return folded.map().end(charIndex);
    }

    /** How this was written, outermost first, such as {@code base64} or {@code url+rot13}; {@link #PLAIN} if openly. */
    public String encoding() {
        return encoding;
    }

    /** What is written in it in encoded or hidden form, to a depth of {@value Decoding#MAX_DEPTH}, and looks like text. */
    public List<NormalisedText> decoded() {
        List<NormalisedText> known = decoded;
        if (known == null) {
            known = depth == Decoding.MAX_DEPTH ? hidden : join(hidden, Decoding.of(this));
            decoded = known;
        }
        return known;
    }

    /**
     * With the letters that digits and signs stand for, without accents, with s p a c e d words closed up and stretched
     * letters shortened; this very text where there are none of these.
     */
    public NormalisedText leet() {
        NormalisedText known = leet;
        if (known == null) {
            Mapped read = Leet.read(folded, glance());
            known = read == folded ? this : new NormalisedText(read, encoding, Decoding.MAX_DEPTH, List.of(), null);
            leet = known;
        }
        return known;
    }

    /**
     * This text, its {@link #leet()}, and the same of what is {@link #decoded()} from it: the first {@value
     * #MAX_READINGS}, so that a text made of nothing but codes costs no more than that many.
     */
    public List<NormalisedText> readings() {
        List<NormalisedText> known = readings;
        if (known == null) {
            known = leet() == this && decoded().isEmpty() ? List.of(this) : collected();
            readings = known;
        }
        return known;
    }

    Glance glance() {
        Glance known = glance;
        if (known == null) {
            known = Glance.at(text());
            glance = known;
        }
        return known;
    }

    Mapped mapped() {
        return folded;
    }

    int depth() {
        return depth;
    }

    @Override
    public String toString() {
        return (encoding.isEmpty() ? "plain" : encoding) + ", " + folded;
    }

    private List<NormalisedText> collected() {
        List<NormalisedText> collected = new ArrayList<>();
        collect(collected);
        return List.copyOf(collected);
    }

    private void collect(List<NormalisedText> collected) {
        if (collected.size() >= MAX_READINGS) {
            return;
        }
        collected.add(this);
        if (leet() != this && collected.size() < MAX_READINGS) {
            collected.add(leet());
        }
        for (NormalisedText inner : decoded()) {
            inner.collect(collected);
        }
    }

    private static List<NormalisedText> join(List<NormalisedText> first, List<NormalisedText> second) {
        if (first.isEmpty()) {
            return second;
        }
        List<NormalisedText> joined = new ArrayList<>(first);
        joined.addAll(second);
        return List.copyOf(joined);
    }
}
