package org.llmops.cost.pricing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is counted and billed. A unit is what its properties say, and one that says less contains those that say more:
 * {@code input_tokens} contains {@code cache_read_tokens}, and that contains {@code cache_audio_read_tokens}.
 *
 * @param label the name in price books and on the wire
 * @param family what is counted; units of different families never contain each other
 * @param side what of a call it measures
 * @param modality of text, audio, …; null: of any
 * @param kind how it came about, from the general to the particular: {@code cache_write}, {@code cache_write/1h}; null: anyhow
 * @param per how many of them a rate is the price of
 */
public record Unit(
        @JsonValue String label,
        Family family,
        Side side,
        @Nullable String modality,
        @Nullable String kind,
        long per) {
    public static final Unit INPUT_TOKENS = Units.known("input_tokens");
    public static final Unit CACHE_READ_TOKENS = Units.known("cache_read_tokens");
    public static final Unit CACHE_WRITE_TOKENS = Units.known("cache_write_tokens");
    public static final Unit OUTPUT_TOKENS = Units.known("output_tokens");
    public static final Unit REASONING_TOKENS = Units.known("output_reasoning_tokens");
    public static final Unit REQUESTS = Units.known("requests");

    /** By its name; providers' other names for it are understood. */
    public static Optional<Unit> of(String label) {
        return Optional.ofNullable(Units.BY_LABEL.get(label));
    }

    /** Every unit there is. */
    public static Collection<Unit> all() {
        return Units.ALL;
    }

    /** What is counted as the other is counted as this too. */
    boolean contains(Unit other) {
        return family == other.family
                && (side == Side.CALL || side == other.side)
                && (modality == null || modality.equals(other.modality))
                && isWithin(other.kind, kind);
    }

    /** What both count: the least particular unit that both contain, if there is one. */
    Optional<Unit> and(Unit other) {
        return Units.ALL.stream()
                .filter(unit -> contains(unit) && other.contains(unit))
                .filter(unit -> unit.particularity() <= particularity() + other.particularity())
                .min(Units.GENERAL_FIRST);
    }

    /** How much it says about itself. */
    int particularity() {
        return (side == Side.CALL ? 0 : 1)
                + (modality == null ? 0 : 1)
                + (kind == null ? 0 : kind.indexOf('/') < 0 ? 1 : 2);
    }

    /** Part of what went in or came out, in one measure or another; else something that is charged besides. */
    boolean isContent() {
        return family.content;
    }

    private static boolean isWithin(@Nullable String particular, @Nullable String general) {
        return general == null
                || (particular != null && (particular.equals(general) || particular.startsWith(general + "/")));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Unit unit && label.equals(unit.label);
    }

    @Override
    public int hashCode() {
        return label.hashCode();
    }

    @Override
    public String toString() {
        return label;
    }

    /** What of a call is measured. */
    public enum Side {
        INPUT,
        OUTPUT,
        /** The call as a whole. */
        CALL
    }

    /** What is counted. */
    public enum Family {
        TOKENS(true),
        CHARACTERS(true),
        IMAGES(true),
        PIXELS(true),
        SECONDS(true),
        PAGES(true),
        SEARCHES(false),
        EXECUTIONS(false),
        REQUESTS(false);

        private final boolean content;

        Family(boolean content) {
            this.content = content;
        }
    }
}
