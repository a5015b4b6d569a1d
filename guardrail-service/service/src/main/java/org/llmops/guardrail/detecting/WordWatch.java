package org.llmops.guardrail.detecting;

/**
 * Tells of passages of one text, one after the other, in which of them words may begin; where words may be is looked up once
 * for all passages that share a sheet.
 */
public final class WordWatch {
    private final Pairs.Wanted words;
    private int sheet = -1;

    /** A bit for each block of the sheet in which a word may begin, as far as the text was told of. */
    private long blocks;

    private int toldTo;

    public WordWatch(Pairs.Wanted words) {
        this.words = words;
    }

    /** Whether one of the words may begin in a passage, as it is written. */
    public boolean mayBeIn(Passage passage) {
        int last = passage.start() + passage.length() - 1;
        for (int number = passage.start() / Pairs.SHEET; number <= last / Pairs.SHEET; number++) {
            if (number != sheet || last >= toldTo) {
                Pairs pairs = passage.pairs();
                sheet = number;
                blocks = pairs.blocks(words, number);
                toldTo = pairs.toldTo();
            }
            if ((blocks & Pairs.blocksOf(number, passage.start(), last)) != 0) {
                return true;
            }
        }
        return false;
    }
}
