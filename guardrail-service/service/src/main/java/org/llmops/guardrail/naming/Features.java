package org.llmops.guardrail.naming;

/** What the model is told of a word in its row: hashed features, one per template. */
final class Features {
    /** Features are hashed into so many bins. */
    static final int BINS = 1 << 16;

    static final int COUNT = 28;

    private static final int NAMES =
            Gazetteer.GIVEN | Gazetteer.FREQUENT_GIVEN | Gazetteer.SURNAME | Gazetteer.FREQUENT_SURNAME;
    private static final int NAME = 77;

    private Features() {}

    /**
     * @param before whether the word before in the row is part of a name, 2 where there is none
     * @param earlier the same of the one before that
     */
    static void of(Chain chain, int index, int before, int earlier, int[] into) {
        Word word = chain.at(index);
        Word previous = chain.at(index - 1);
        Word preceding = chain.at(index - 2);
        Word next = chain.at(index + 1);
        Word following = index + 2 < chain.size() + Chain.CONTEXT ? chain.at(index + 2) : next;
        int classes = word.classes();
        int names = classes & (NAMES | Gazetteer.ORDINARY);
        int shape = word.shape();
        int own = word.is(NAMES) && !word.is(Gazetteer.ORDINARY) ? NAME : word.hash();
        int left = context(previous);
        int farLeft = context(preceding);
        int right = context(next);
        int farRight = context(following);
        int length = Math.min(word.length(), 12);
        int place = Math.min(index, 3) * 4 + Math.min(chain.size() - 1 - index, 3);
        int at = 0;
        into[at] = bin(at++, shape, 0, 0);
        into[at] = bin(at++, classes, 0, 0);
        into[at] = bin(at++, classes, shape, 0);
        into[at] = bin(at++, word.tails().two(), 0, 0);
        into[at] = bin(at++, word.tails().three(), 0, 0);
        into[at] = bin(at++, word.tails().four(), 0, 0);
        into[at] = bin(at++, own, 0, 0);
        into[at] = bin(at++, previous.classes(), classes, shape);
        into[at] = bin(at++, next.classes(), classes, shape);
        into[at] = bin(at++, previous.classes() & NAMES, names, next.classes() & NAMES);
        into[at] = bin(at++, left, 0, 0);
        into[at] = bin(at++, left, shape, 0);
        into[at] = bin(at++, left, farLeft, 0);
        into[at] = bin(at++, right, 0, 0);
        into[at] = bin(at++, right, names, 0);
        into[at] = bin(at++, right, farRight, 0);
        into[at] = bin(at++, before, classes, 0);
        into[at] = bin(at++, before, earlier, names);
        into[at] = bin(at++, before, shape, previous.shape());
        into[at] = bin(at++, previous.shape(), shape, next.shape());
        into[at] = bin(at++, place, shape, names);
        into[at] = bin(at++, length, names, 0);
        into[at] = bin(at++, left, names, 0);
        into[at] = bin(at++, farLeft, names, shape);
        into[at] = bin(at++, previous.isWritten() ? 0 : left, next.isWritten() ? 0 : right, names);
        into[at] = bin(at++, word.tails().three(), before, 0);
        into[at] = bin(at++, chain.alone() ? 1 + Math.min(chain.size(), 5) : 0, names, before);
        into[at] = bin(at, previous.is(Gazetteer.TITLE) || preceding.is(Gazetteer.TITLE) ? 1 : 0, names, shape);
    }

    /** Names around a word are all alike, or the model would learn them by heart. */
    private static int context(Word word) {
        return word.is(NAMES) && !word.is(Gazetteer.ORDINARY | Gazetteer.TITLE) ? NAME : word.hash();
    }

    private static int bin(int template, int first, int second, int third) {
        int hash = template * 0x9E3779B1 + first;
        hash = (hash ^ hash >>> 15) * 0x85EBCA6B + second;
        hash = (hash ^ hash >>> 13) * 0xC2B2AE35 + third;
        hash = (hash ^ hash >>> 16) * 0x27D4EB2F;
        return (hash ^ hash >>> 15) & BINS - 1;
    }
}
